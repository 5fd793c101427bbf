"""Tasks: what is asked, and in which words."""
