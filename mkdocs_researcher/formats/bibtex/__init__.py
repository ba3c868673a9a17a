"""BibTeX: reading `.bib` files and writing entries."""
