"""A new homepage: its owner and its files."""
