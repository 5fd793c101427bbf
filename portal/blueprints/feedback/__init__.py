"""A mentor's answer by rubric: queue, desk, give, read."""
