"""Texts of old pages: addresses, links, lists and boxes in them."""
