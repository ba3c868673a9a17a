"""al-folio: a bibliography in BibTeX, news and projects as collections, a CV as data."""
