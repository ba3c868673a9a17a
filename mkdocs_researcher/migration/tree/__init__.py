"""An old page as one HTML tree, and the tree as Markdown."""
