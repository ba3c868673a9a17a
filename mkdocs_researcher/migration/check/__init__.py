"""Whether everything that the old site shows is on the new one."""
