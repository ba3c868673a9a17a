"""Reads the files of the data folder into one checked `Library`."""
