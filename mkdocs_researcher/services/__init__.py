"""One client per service on the web, over `http.py`. A build never imports them."""
