"""Plain tables for the terminal."""

from collections.abc import Iterable, Sequence


def show(title: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: words to the left, numbers to the right."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[n]) for line in [list(names), *lines]) for n in range(len(names))]
    print(f"\n{title}\n")
    for line in [list(names), ["-" * width for width in widths], *lines]:
        cells = [
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        print("  " + "  ".join(cells).rstrip())
