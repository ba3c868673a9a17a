"""From the files of the data folder to one checked `Library`."""
