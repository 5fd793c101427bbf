"""Who can see what, what was agreed to, what is reported, taking all along, and leaving."""
