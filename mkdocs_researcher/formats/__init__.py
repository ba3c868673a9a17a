"""The data in forms that other programs read."""
