"""JSON Resume: reading and writing."""
