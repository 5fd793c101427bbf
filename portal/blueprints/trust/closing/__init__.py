"""Closing an account: asking for it, fourteen days to change one's mind, and no trace after."""
