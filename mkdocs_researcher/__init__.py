"""Turn a plain MkDocs project into an academic homepage."""

__version__ = "0.1.0"
