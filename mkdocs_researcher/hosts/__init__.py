"""The programs that run us: MkDocs, plain Python-Markdown, `check`, and the CV PDF."""
