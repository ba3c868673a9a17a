"""A new homepage: what is asked of its owner, and the files that come of it."""
