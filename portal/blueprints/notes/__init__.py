"""Comments pinned to a place in a version, and the replies under them."""
