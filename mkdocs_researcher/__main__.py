"""`python -m mkdocs_researcher` is the same as `mkdocs-researcher`."""

from mkdocs_researcher.cli import main

main(prog_name="mkdocs-researcher")
