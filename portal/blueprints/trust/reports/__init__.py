"""Reporting words to the coordinator, who answers and may hide them."""
