"""Check that the new site shows everything that the old one does."""
