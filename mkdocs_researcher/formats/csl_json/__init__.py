"""CSL-JSON: reading and writing."""
