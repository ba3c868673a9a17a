"""Everything that takes objects of MkDocs."""
