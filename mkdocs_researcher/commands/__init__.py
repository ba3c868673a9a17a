"""One module per command, one for three that copy files; each imports what it needs, so `--help` responds instantly."""
