"""Partial dates and date ranges as academics write them: forms that are recognized, parsing, formatting."""
