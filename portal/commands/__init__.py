"""The commands of `python -m portal`, one small module for each family."""
