"""A mentor's answer by rubric: queue, desk, giving, and the learners he answers."""
