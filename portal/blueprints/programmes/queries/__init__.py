"""What the pages of a programme read."""
