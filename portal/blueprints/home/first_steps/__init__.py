"""Everybody's first steps: four screens and a practice, or three screens and the days."""
