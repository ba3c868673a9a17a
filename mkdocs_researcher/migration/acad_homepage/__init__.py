"""AcadHomepage: pages of Markdown with paper boxes in HTML."""
