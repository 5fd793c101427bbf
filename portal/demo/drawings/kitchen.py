"""The kitchen: a fridge shelf, a delivery being measured, a dry store."""

from portal.demo.drawings.canvas import INK, PAPER, WHITE, Colour, Sheet, mix

STEEL: Colour = (203, 211, 216)
RED: Colour = (196, 62, 52)
GREEN: Colour = (58, 132, 92)
BLUE: Colour = (46, 98, 158)


def fridge_shelf() -> Sheet:
    """Draw three shelves of a fridge with labelled trays; one label has no date."""
    sheet = Sheet(2000, 1500, (226, 236, 241), (205, 219, 227))
    sheet.box(0, 0, 2000, 70, (178, 195, 206))
    sheet.box(820, 18, 360, 34, (255, 251, 226), round=17)
    for y in (480, 930, 1390):
        shelf(sheet, y)
    tray(sheet, 110, 270, 520, (222, 164, 84), "Salad, potato", "Tue 3 - Thu 5")
    tray(sheet, 740, 270, 480, (232, 205, 130), "Butter", "Tue 3 - Fri 13")
    tray(sheet, 1330, 270, 560, (172, 110, 84), "Soup, lentil", "")
    bottles(sheet, 120, 620)
    tray(sheet, 1010, 720, 400, (140, 178, 96), "Herbs", "Mon 2 - Thu 5")
    tray(sheet, 1490, 720, 400, (206, 92, 74), "Tomatoes", "Tue 3 - Sat 7")
    tray(sheet, 130, 1180, 820, (226, 170, 160), "Chicken, RAW", "Tue 3 - Wed 4", RED)
    tray(sheet, 1060, 1180, 820, (170, 190, 204), "Fish, RAW", "Tue 3 - Wed 4", BLUE)
    return sheet


def shelf(sheet: Sheet, y: float) -> None:
    """Draw one glass shelf with its shadow."""
    sheet.shadow(40, y + 10, 1920, 40, soft=30, depth=0.28)
    sheet.box(40, y, 1920, 30, (242, 248, 250), round=10)
    sheet.box(40, y + 22, 1920, 12, (146, 172, 186), round=6)


def tray(
    sheet: Sheet,
    x: float,
    y: float,
    w: float,
    food: Colour,
    name: str,
    dates: str,
    stripe: Colour = GREEN,
) -> None:
    """Draw one tray of food that stands 210 below its top, with its label."""
    sheet.shadow(x + 10, y + 40, w, 176, round=24, soft=22, depth=0.3)
    lumps = int(w // 80)
    for n in range(lumps):
        left = x + 14 + n * (w - 124) / (lumps - 1)
        sheet.oval(left, y + (n * 37 % 23), 96, 90, mix(food, WHITE, (n % 3) * 0.12))
    sheet.box(x + 8, y + 46, w - 16, 164, mix(food, WHITE, 0.08), round=26)
    sheet.box(x, y + 40, w, 34, (248, 251, 252), round=14)
    sheet.box(x + 8, y + 62, w - 16, 14, mix(food, INK, 0.18))
    label(sheet, x + w / 2 - 185, y + 80, name, dates, stripe)


def label(sheet: Sheet, x: float, y: float, name: str, dates: str, stripe: Colour) -> None:
    """Draw the sticker with the name, and the dates if there are any."""
    sheet.shadow(x, y + 4, 370, 122, round=10, soft=8, depth=0.25)
    sheet.box(x, y, 370, 122, WHITE, round=10)
    sheet.box(x, y, 24, 122, stripe, round=10)
    sheet.words(x + 42, y + 38, name, 50, bold=True)
    if dates:
        sheet.words(x + 42, y + 90, dates, 44, mix(INK, BLUE, 0.6))
    else:
        sheet.stroke([(x + 42, y + 98), (x + 300, y + 98)], (190, 196, 202), 4)


def bottles(sheet: Sheet, x: float, y: float) -> None:
    """Draw a row of milk, the old ones in front."""
    for n in range(5):
        left, cap = x + n * 168, (RED if n < 2 else BLUE)
        sheet.shadow(left + 6, y + 90, 138, 226, round=24, soft=16, depth=0.22)
        sheet.shape(
            [(left + 46, y + 20), (left + 94, y + 20), (left + 140, y + 110), (left, y + 110)],
            (250, 252, 253),
        )
        sheet.box(left, y + 96, 140, 214, (250, 252, 253), round=18)
        sheet.box(left + 40, y - 14, 60, 42, cap, round=8)
        sheet.box(left, y + 150, 140, 96, mix(cap, WHITE, 0.15))
        sheet.words(left + 70, y + 182, "Milk", 48, WHITE, bold=True, at="mm")
        sheet.words(left + 70, y + 224, "use Thu 5" if n < 2 else "use Mon 9", 29, WHITE, at="mm")


def delivery_note() -> Sheet:
    """Draw a delivery note on a clipboard and a thermometer that says 3.0 degrees."""
    sheet = Sheet(1500, 2000, STEEL, (178, 189, 196))
    sheet.shape([(900, 0), (1200, 0), (500, 2000), (200, 2000)], mix(STEEL, WHITE, 0.22))
    sheet.shape([(1290, 0), (1350, 0), (650, 2000), (590, 2000)], mix(STEEL, WHITE, 0.22))
    board = Sheet(1060, 1460)
    board.box(0, 0, 1060, 1460, (150, 104, 66), round=30)
    board.box(40, 60, 980, 1360, PAPER, round=6)
    board.box(370, 14, 320, 96, (120, 130, 140), round=20)
    board.box(420, 34, 220, 26, (196, 204, 210), round=13)
    board.words(90, 180, "DELIVERY NOTE", 64, bold=True)
    board.words(90, 246, "Quay Foods, Bristol    Tue 3, 6.10", 40, (96, 100, 108))
    delivery_rows(board)
    board.words(90, 1120, "Driver", 40, (96, 100, 108))
    board.stroke([(90, 1210), (520, 1210)], INK, 3)
    signature(board, 210, 1190)
    sheet.lay(board, 220, 110, turn=2, depth=0.4)
    thermometer(sheet)
    return sheet


def delivery_rows(board: Sheet) -> None:
    """Write what came, with ticks, and what did not come."""
    rows = [
        ("Fish", "2 boxes"),
        ("Milk", "20 l"),
        ("Butter", "5 kg"),
        ("Carrots", "2 boxes"),
        ("Onions", "1 sack"),
        ("Tomatoes", "1 box"),
    ]
    for n, (what, much) in enumerate(rows):
        y = 360 + n * 112
        board.stroke([(90, y + 54), (970, y + 54)], (214, 208, 192), 3)
        board.words(100, y, what, 52)
        board.words(480, y, much, 52, (96, 100, 108))
        if what == "Tomatoes":
            board.words(700, y, "missing", 56, RED, bold=True)
            board.stroke([(96, y + 4), (330, y + 4)], RED, 6)
        else:
            board.stroke([(820, y), (846, y + 28), (900, y - 36)], BLUE, 11)


def signature(board: Sheet, x: float, y: float) -> None:
    """Draw a hurried signature."""
    path = [
        (0, 0),
        (30, -70),
        (50, 10),
        (80, -40),
        (100, 6),
        (140, -36),
        (160, 4),
        (210, -60),
        (230, 8),
        (300, -24),
        (390, -10),
    ]
    board.stroke([(x + a, y + b) for a, b in path], BLUE, 8)


def thermometer(sheet: Sheet) -> None:
    """Draw the thermometer that lies across the lower corner."""
    probe = Sheet(1180, 300)
    probe.box(30, 30, 560, 240, (250, 196, 60), round=50)
    probe.box(90, 72, 330, 156, (208, 224, 204), round=18)
    probe.words(255, 152, "3.0 °C", 104, (34, 44, 40), bold=True, at="mm")
    probe.oval(452, 98, 104, 104, (216, 92, 62))
    probe.words(504, 150, "ON", 34, WHITE, bold=True, at="mm")
    probe.box(590, 124, 90, 52, (90, 98, 106))
    probe.box(680, 138, 440, 24, (236, 240, 243), round=10)
    probe.box(680, 154, 440, 8, (140, 150, 158), round=4)
    sheet.shadow(250, 1660, 540, 240, round=50, soft=24, depth=0.4)
    sheet.lay(probe, 210, 1620, turn=5, depth=0)
