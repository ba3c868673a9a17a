"""Shared code of the CV formats (JSON Resume, RenderCV, al-folio)."""
