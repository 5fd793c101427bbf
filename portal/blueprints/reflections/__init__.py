"""Reflections: what learners write about their work, private until shared."""
