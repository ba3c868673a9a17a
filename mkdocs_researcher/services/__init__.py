"""Numbers from outside: who is asked, how, and what becomes of the answers.

Nothing here runs while a site is built; `mkdocs-researcher update` writes `data/counts.json`, and the build reads it.
"""
