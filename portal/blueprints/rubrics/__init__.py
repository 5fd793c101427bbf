"""Rubrics: by which words work is judged."""
