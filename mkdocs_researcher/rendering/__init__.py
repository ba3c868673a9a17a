"""From views to HTML: templates, icons, Markdown in data, addresses."""
