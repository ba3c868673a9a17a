"""`mkdocs-researcher check`: a project checked without a build."""
