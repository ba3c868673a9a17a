"""Partial dates and date ranges as academics write them."""
