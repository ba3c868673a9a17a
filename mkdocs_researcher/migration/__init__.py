"""Old sites of other programs as MkDocs projects.

A module or package for each kind of site, and in `fields.yml` what each calls the fields of our data files; `jekyll`
holds what sites made with Jekyll share, `tree`, `rows` and `papers` the reading of pages of every kind, `check` the
comparison of old and new.
"""
