"""Old sites of other programs as MkDocs projects: one file per kind of site, over what all of them need."""
