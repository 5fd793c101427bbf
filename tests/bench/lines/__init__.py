"""Chromium on the toolkit's slow lines, beside what each line allows."""
