"""Secret links to a portfolio, a page or a piece, and what comes back by them."""
