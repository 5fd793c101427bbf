"""The warehouse: a bay of boxes with a count list in front."""

from portal.demo.drawings.canvas import INK, PAPER, WHITE, Colour, Sheet, mix

STEEL: Colour = (64, 92, 140)
BEAM: Colour = (232, 128, 54)
CARD: Colour = (206, 160, 108)
DOT: Colour = (250, 208, 44)


def warehouse_bay() -> Sheet:
    """Draw bay 7: four shelves of boxes with yellow dots, and the count list."""
    sheet = Sheet(1500, 2000, (214, 219, 224), (190, 196, 202))
    sheet.box(0, 1800, 1500, 200, (150, 154, 160))
    sheet.shape([(0, 1890), (1500, 1890), (1500, 1914), (0, 1914)], DOT)
    rows = [("Gloves M", 6, 150), ("Tape 50", 7, 130), ("Wrap 500", 5, 168), ("Labels", 6, 150)]
    for n, (name, count, height) in enumerate(rows):
        floor = 590 + n * 400
        boxes(sheet, floor, name, count, height)
        sheet.shadow(60, floor + 8, 1380, 50, soft=20, depth=0.3)
        sheet.box(60, floor, 1380, 52, BEAM, round=6)
        sheet.words(130, floor + 27, f"7-{'DCBA'[n]}  {name}", 38, WHITE, bold=True)
    for x in (50, 1390):
        sheet.box(x, 190, 60, 1640, STEEL, round=6)
        for y in range(230, 1800, 60):
            sheet.box(x + 23, y, 14, 28, mix(STEEL, INK, 0.5), round=5)
    sign(sheet)
    count_list(sheet)
    return sheet


def boxes(sheet: Sheet, floor: float, name: str, count: int, height: float) -> None:
    """Stand boxes on a shelf, some two high; a dot says that it was counted."""
    w = 1240 / count
    for n in range(count):
        for level in range(2 if (n * 5 + count) % 4 else 1):
            x, y = 130 + n * w, floor - (level + 1) * height
            colour = mix(CARD, WHITE, ((n + level) % 3) * 0.1)
            sheet.box(x, y, w - 12, height - 4, colour, round=4, edge=mix(CARD, INK, 0.35), line=4)
            sheet.box(x + w / 2 - 18, y + 2, 24, height - 8, mix(colour, WHITE, 0.4))
            sheet.box(x + 20, y + height - 62, w - 56, 42, WHITE, round=4)
            sheet.words(x + w / 2 - 8, y + height - 40, name, 30, at="mm")
            sheet.oval(x + w - 72, y + 14, 46, 46, DOT, edge=mix(DOT, INK, 0.3), line=3)


def sign(sheet: Sheet) -> None:
    """Hang the sign with the number of the bay."""
    sheet.stroke([(620, 0), (620, 40)], INK, 6)
    sheet.stroke([(880, 0), (880, 40)], INK, 6)
    sheet.box(560, 36, 380, 150, STEEL, round=18)
    sheet.words(750, 112, "BAY 7", 96, WHITE, bold=True, at="mm")


def count_list(sheet: Sheet) -> None:
    """Lay the count list in front: what was counted, by two people and the computer."""
    board = Sheet(720, 760)
    board.box(0, 0, 720, 760, (92, 72, 56), round=22)
    board.box(30, 50, 660, 680, PAPER, round=6)
    board.box(250, 10, 220, 70, (150, 158, 166), round=16)
    board.words(64, 146, "Count, bay 7", 56, bold=True)
    heads = [(64, "Item"), (300, "Me"), (420, "Marek"), (580, "PC")]
    rows = [
        ("Gloves", "38", "38", "40"),
        ("Tape", "111", "111", "96"),
        ("Wrap", "9", "12", "12"),
        ("Labels", "24", "24", "24"),
    ]
    for x, head in heads:
        board.words(x, 240, head, 38, (110, 110, 116), bold=True)
    for n, row in enumerate(rows):
        y = 330 + n * 100
        board.stroke([(60, y - 48), (660, y - 48)], (206, 200, 186), 3)
        for (x, _head), value in zip(heads, row, strict=True):
            wrong = len(set(row[1:])) > 1 and x > 64
            board.words(x, y, value, 48, (190, 56, 46) if wrong else INK)
    sheet.lay(board, 720, 1200, turn=-4, depth=0.5)
