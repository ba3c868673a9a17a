"""What sites made with Jekyll share: Liquid, kramdown, front matter, collections."""
