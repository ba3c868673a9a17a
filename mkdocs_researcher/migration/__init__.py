"""Old sites of other programs as MkDocs projects.

A package for each kind of site, whose `reader` does the work; `jekyll` holds what those made with Jekyll share, `text`
the parts of pages of every kind, `check` the comparison of old and new.
"""
