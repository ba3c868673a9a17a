"""HugoBlox, once Academic and Wowchemy: pages of Hugo with much front matter."""
