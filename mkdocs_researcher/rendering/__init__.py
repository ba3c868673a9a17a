"""From views to HTML: templates, icons, Markdown in data, addresses."""

# Extensions of the author's site that change how a line of text reads; they work in data too.
HOST_EXTENSIONS = (
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.emoji",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.tilde",
    "smarty",
    "markdown.extensions.smarty",
)
