"""Odd texts in many scripts, the same at every run."""

import random

PIECES = [
    *("a", "care", "Mrs Okafor", "слово", "їжа", "كلمة", "صباح الخير", "từ", "ngày", "漢字", "ไทย"),
    *(
        "हिन्दी",
        "👩‍👧",
        "é",
        "e\u0301",
        "ﬁ",
        "\u200f",
        "\u200d",
        "\u00ad",
        "\u00a0",
        "\u2028",
        "\ufdd0",
        "\ufffd",
    ),
    *(
        "**",
        "*",
        "***",
        "_",
        "__",
        "`",
        "``",
        "[",
        "](",
        "](/work)",
        "](javascript:1)",
        ")",
        "!",
        "\\",
    ),
    *("https://a.example/b_c", "http://", "<https://a.example>", "mailto:a@b.example"),
    *(
        "\n",
        "\n\n",
        "\n- ",
        "\n    - ",
        "\n1. ",
        "\n7. ",
        "\n> ",
        "\n# ",
        "\n### ",
        "\n---\n",
        "\n```\n",
    ),
    *(
        "\n| a | b |\n|---|---|\n",
        "| ",
        " | ",
        "&",
        "&amp;",
        "&lt;",
        "<",
        "<b onclick=x>",
        "<!--",
        "]]>",
    ),
    *(
        " ",
        " ",
        " ",
        "  ",
        "    ",
        "\t",
        ". ",
        "? ",
        "…",
        "«",
        "»",
        "“",
        "'",
        "-",
        "—",
        "7.30",
        "\x00",
        "\ud800",
    ),
]


def scribbles(count: int, *, longest: int = 40, seed: int = 1) -> list[str]:
    """Return so many odd texts."""
    chance = random.Random(seed)
    return [
        "".join(chance.choice(PIECES) for _ in range(chance.randint(1, longest)))
        for _ in range(count)
    ]
