"""Shared kinds of field: partial dates, person names, identifiers, links, text."""
