"""What the CV formats (JSON Resume, RenderCV, al-folio) have in common."""
