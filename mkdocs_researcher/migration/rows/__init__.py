"""Lists and tables of old pages as data: news, degrees, positions, honors, talks."""
