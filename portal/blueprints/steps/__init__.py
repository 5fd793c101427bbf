"""Steps: what to do next, and with what it was done."""
