"""Measures the budgets of design and the requests a second, as tables."""
