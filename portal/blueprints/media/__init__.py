"""Files: taking them in, their small copies, and serving them."""
