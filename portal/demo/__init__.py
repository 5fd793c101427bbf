"""The believable programme that `make demo` shows."""
