"""Old sites of other programs as MkDocs projects.

A module or package for each kind of site; `jekyll` holds what those made with Jekyll share, `tree`, `rows` and `papers`
the reading of pages of every kind, `check` the comparison of old and new.
"""
