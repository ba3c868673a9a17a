"""Data from elsewhere: one file per source, which gives records per data file, and notes for their author."""
