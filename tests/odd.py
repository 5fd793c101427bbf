"""Texts of the kind that break pages: any script, quotes, markup, newlines, and very long."""

ODD_TEXTS = [
    'He said "it\'s fine" & left <b>now</b>',
    "ساعدت السيدة مريم في الساعة 7.30 (Room 4)",
    "Тётя Öznur làm việc 🍞👩🏽‍🍳 at 12°",
    "<script>alert(1)</script>{{ 7*7 }}{% raw %}%(name)s",
    "x" * 200,
]
LONG_TEXT = 'Ein sehr langer Text, "quoted" & <odd>, مرحبا, 🍞.\n\n' * 320  # over 16,000
