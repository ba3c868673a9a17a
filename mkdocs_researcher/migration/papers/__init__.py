"""Papers on old pages: boxes, lines of authors and venues, legends of marks."""
