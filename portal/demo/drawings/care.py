"""The care home: a made bed with a wash basin, and a page of the care book."""

from portal.demo.drawings.canvas import INK, PAPER, WHITE, Colour, Sheet, mix

WALL: Colour = (238, 226, 206)
WOOD: Colour = (170, 122, 82)
GREEN: Colour = (98, 148, 122)
BLUE: Colour = (58, 96, 150)


def made_bed() -> Sheet:
    """Draw a bed made for the day, with a basin and a towel beside it."""
    sheet = Sheet(2000, 1500, WALL, (230, 214, 190))
    window(sheet, 1180, 90)
    sheet.shadow(470, 220, 420, 320, soft=14, depth=0.25)
    sheet.box(460, 200, 420, 320, WOOD, round=6)
    sheet.box(490, 230, 360, 260, (214, 232, 238))
    sheet.shape([(490, 490), (620, 320), (720, 420), (770, 370), (850, 490)], (112, 150, 164))
    sheet.oval(760, 256, 56, 56, (250, 214, 110))
    sheet.box(0, 1180, 2000, 320, (196, 164, 128))
    sheet.box(0, 1164, 2000, 22, (250, 246, 238))
    sheet.shape([(120, 1440), (1300, 1440), (1230, 1330), (190, 1330)], (178, 200, 196))
    bed(sheet)
    bedside(sheet)
    return sheet


def window(sheet: Sheet, x: float, y: float) -> None:
    """Draw the window with the curtains half open."""
    sheet.box(x, y, 680, 540, WHITE, round=8)
    sheet.box(x + 24, y + 24, 632, 492, (196, 224, 240))
    sheet.oval(x + 230, y + 300, 400, 210, (150, 186, 140))
    sheet.oval(x + 40, y + 350, 330, 164, (128, 170, 124))
    sheet.box(x + 24, y + 430, 632, 90, (128, 170, 124))
    sheet.box(x + 24, y + 500, 632, 40, WHITE)
    sheet.box(x + 330, y + 24, 18, 492, WHITE)
    sheet.stroke([(x - 60, y - 10), (x + 740, y - 10)], WOOD, 18)
    for left, right in ((x - 40, x + 150), (x + 530, x + 720)):
        for n in range(5):
            w = (right - left) / 5
            colour = mix((214, 140, 110), WHITE, 0.14 * (n % 2))
            sheet.box(left + n * w, y, w + 6, 590 - 12 * (n % 2), colour, round=10)


def bed(sheet: Sheet) -> None:
    """Draw the bed from the side: head, pillow, blanket folded back."""
    sheet.shadow(150, 1330, 1090, 60, soft=40, depth=0.35)
    sheet.box(110, 600, 70, 790, WOOD, round=26)
    sheet.box(1200, 860, 64, 530, WOOD, round=26)
    sheet.box(150, 1130, 1080, 130, mix(WOOD, INK, 0.15), round=10)
    sheet.box(160, 960, 1060, 190, WHITE, round=40)
    sheet.box(180, 830, 320, 170, (250, 250, 252), round=76, edge=(222, 222, 230), line=5)
    sheet.box(460, 880, 770, 300, GREEN, round=46)
    for n in range(1, 6):
        x = 460 + n * 128
        sheet.stroke([(x, 890), (x, 1172)], mix(GREEN, WHITE, 0.3), 7)
    for y in (970, 1080):
        sheet.stroke([(470, y), (1222, y)], mix(GREEN, WHITE, 0.3), 7)
    sheet.box(440, 874, 150, 306, (252, 252, 254), round=34, edge=(222, 222, 230), line=5)
    sheet.box(640, 800, 330, 110, (224, 168, 92), round=22)
    sheet.box(640, 850, 330, 18, (240, 200, 140))


def bedside(sheet: Sheet) -> None:
    """Draw the small table with lamp, basin and towel."""
    sheet.shadow(1400, 1370, 500, 40, soft=36, depth=0.35)
    sheet.box(1400, 980, 500, 420, (188, 140, 98), round=14)
    sheet.box(1370, 950, 560, 46, mix(WOOD, INK, 0.1), round=14)
    for y in (1030, 1210):
        sheet.box(1440, y, 420, 150, (202, 158, 116), round=12)
        sheet.oval(1626, y + 56, 44, 44, mix(WOOD, INK, 0.3))
    sheet.oval(1420, 792, 330, 60, (186, 214, 228), edge=WHITE, line=14)
    sheet.shape([(1422, 824), (1748, 824), (1700, 952), (1470, 952)], (244, 248, 250))
    sheet.box(1480, 880, 210, 12, (208, 220, 226), round=6)
    sheet.box(1780, 876, 130, 76, (236, 198, 92), round=16)
    sheet.stroke([(1786, 914), (1904, 914)], (250, 228, 160), 8)


def care_book() -> Sheet:
    """Draw an open care book whose names are covered with strips of paper."""
    sheet = Sheet(2000, 1500, (120, 146, 158), (98, 122, 136))
    book = Sheet(1720, 1220)
    book.box(0, 0, 1720, 1220, (66, 84, 120), round=24)
    for x in (30, 866):
        book.box(x, 26, 824, 1168, PAPER, round=12)
        for y in range(220, 1160, 92):
            book.stroke([(x + 40, y), (x + 784, y)], (196, 212, 226), 4)
        book.stroke([(x + 190, 60), (x + 190, 1160)], (232, 178, 170), 4)
    book.shadow(840, 30, 40, 1160, soft=22, depth=0.3)
    left_page(book)
    right_page(book)
    sheet.lay(book, 120, 150, turn=-2, depth=0.45)
    pen(sheet)
    return sheet


def left_page(book: Sheet) -> None:
    """Write yesterday's lines."""
    book.words(70, 110, "Mon 2 Nov", 50, bold=True)
    entry(book, 70, 266, "7.40", ["Washed, dressed."])
    entry(book, 70, 450, "8.15", ["Ate all of breakfast.", "Slept well, she says."])
    entry(book, 70, 726, "12.30", ["Ate all of lunch.", "Walked to the garden."])
    covered(book, 270, 348)
    covered(book, 270, 940)


def right_page(book: Sheet) -> None:
    """Write today's lines, the names covered."""
    book.words(906, 110, "Tue 3 Nov", 50, bold=True)
    entry(book, 906, 266, "7.30", ["Chose the green dress."])
    entry(
        book,
        906,
        450,
        "8.20",
        ["Ate half of breakfast", "(all of it yesterday).", "Not hungry, no pain.", "Told"],
    )
    covered(book, 1240, 726)
    covered(book, 1106, 340)
    entry(book, 906, 910, "9.05", ["Drank one glass of tea."])


def entry(book: Sheet, x: float, y: float, time: str, lines: list[str]) -> None:
    """Write one entry: the time in the margin, then its lines."""
    book.words(x, y + 28, time, 46, BLUE, bold=True)
    for n, line in enumerate(lines):
        book.words(x + 170, y + 28 + n * 92, line, 50, BLUE)


def covered(book: Sheet, x: float, y: float) -> None:
    """Stick a strip of paper over a name."""
    book.shadow(x, y + 6, 290, 64, soft=8, depth=0.25)
    book.box(x, y, 290, 64, (250, 214, 96), round=4)
    for n in range(5):
        book.stroke([(x + 20 + n * 56, y + 52), (x + 50 + n * 56, y + 12)], (240, 196, 70), 6)


def pen(sheet: Sheet) -> None:
    """Lay a pen across the lower corner."""
    stick = Sheet(760, 70)
    stick.box(90, 10, 600, 50, (206, 74, 60), round=20)
    stick.shape([(96, 12), (96, 58), (10, 35)], (226, 206, 170))
    stick.shape([(36, 28), (36, 42), (8, 35)], INK)
    stick.box(600, 4, 110, 62, (160, 50, 42), round=24)
    sheet.shadow(1240, 1340, 560, 30, soft=18, depth=0.3)
    sheet.lay(stick, 1120, 1300, turn=-7, depth=0)
