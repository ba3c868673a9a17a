"""Common parts of sites made with Jekyll: Liquid, kramdown, front matter, collections."""
