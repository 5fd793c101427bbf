"""The office and the staff room: a message pad, a shift plan, a notice board."""

from portal.demo.drawings.canvas import INK, PAPER, WHITE, Colour, Sheet, mix

DESK: Colour = (206, 172, 132)
BLUE: Colour = (46, 92, 156)
RED: Colour = (200, 66, 56)
GREEN: Colour = (62, 136, 98)
YELLOW: Colour = (248, 208, 92)
GREY: Colour = (112, 116, 124)


def phone_pad() -> Sheet:
    """Draw a desk telephone and a pad with a message that is filled in."""
    sheet = Sheet(2000, 1500, DESK, mix(DESK, INK, 0.12))
    for y in range(140, 1500, 230):
        sheet.stroke([(0, y), (2000, y + 16)], mix(DESK, INK, 0.06), 6)
    telephone(sheet)
    pad = Sheet(940, 1180)
    pad.box(0, 0, 940, 1180, (255, 247, 206), round=10)
    pad.box(0, 0, 940, 130, (226, 176, 70), round=10)
    pad.words(50, 66, "WHILE YOU WERE OUT", 58, WHITE, bold=True)
    lines = [
        ("For", "Dana"),
        ("From", "Mr Price, P-R-I-C-E"),
        ("Number", "0117 496 0150"),
        ("About", "the van on Friday"),
        ("By when", "today, before 3"),
        ("Read back", "yes"),
    ]
    for n, (head, words) in enumerate(lines):
        y = 220 + n * 150
        pad.words(50, y, head, 40, GREY)
        pad.words(270, y, words, 54, BLUE)
        pad.stroke([(270, y + 46), (890, y + 46)], (220, 204, 140), 4)
    pad.words(50, 1118, "12.40    Amina", 46, GREY)
    sheet.lay(pad, 980, 150, turn=-3, depth=0.4)
    return sheet


def telephone(sheet: Sheet) -> None:
    """Draw the telephone with its keys, its small screen and its cord."""
    sheet.shadow(110, 330, 720, 900, round=60, soft=40, depth=0.4)
    sheet.box(110, 310, 720, 900, (58, 64, 74), round=56)
    sheet.box(400, 380, 370, 150, (190, 214, 200), round=14)
    sheet.words(585, 455, "12.40", 84, (34, 46, 42), at="mm", bold=True)
    for n, key in enumerate("123456789*0#"):
        x, y = 400 + n % 3 * 130, 590 + n // 3 * 140
        sheet.box(x, y, 110, 112, (222, 226, 230), round=18)
        sheet.words(x + 55, y + 56, key, 58, at="mm", bold=True)
    sheet.shadow(170, 360, 160, 800, round=70, soft=18, depth=0.4)
    sheet.box(160, 340, 170, 820, (82, 90, 102), round=80)
    sheet.box(150, 340, 190, 210, (96, 104, 116), round=70)
    sheet.box(150, 950, 190, 210, (96, 104, 116), round=70)
    for n in range(7):
        sheet.oval(90 - n * 24, 1150 + n * 34, 96, 60, DESK, edge=(58, 64, 74), line=12)


def shift_plan() -> Sheet:
    """Draw a plan for three people and five days on a wall."""
    sheet = Sheet(2000, 1500, (222, 230, 226), (204, 216, 212))
    plan = Sheet(1640, 1180)
    plan.box(0, 0, 1640, 1180, WHITE, round=12)
    plan.words(60, 100, "Kitchen, this week", 74, bold=True)
    for n, day in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri")):
        plan.words(466 + n * 250, 230, day, 52, GREY, at="mm", bold=True)
    shifts = [("Amina", "EEL-E", BLUE), ("Luis", "L-EEL", GREEN), ("Mei", "-LDLD", RED)]
    for row, (name, letters, colour) in enumerate(shifts):
        y = 300 + row * 250
        plan.stroke([(60, y - 10), (1580, y - 10)], (220, 224, 226), 4)
        plan.words(60, y + 110, name, 64, bold=True)
        for n, letter in enumerate(letters):
            cell(plan, 356 + n * 250, y + 20, letter, colour)
    plan.words(150, 1100, "E early 6-14    L late 13-21    D day 9-17", 48, GREY)
    sheet.lay(plan, 180, 150, turn=1, depth=0.4)
    for x, y in ((220, 172), (1770, 148), (244, 1290), (1792, 1262)):
        sheet.oval(x, y, 50, 50, RED)
        sheet.oval(x + 10, y + 8, 18, 18, (236, 140, 132))
    return sheet


def cell(plan: Sheet, x: float, y: float, letter: str, colour: Colour) -> None:
    """Fill one day of one person; a dash is a free day."""
    if letter == "-":
        plan.box(x, y, 220, 180, (240, 242, 243), round=18)
        plan.words(x + 110, y + 90, "free", 46, GREY, at="mm")
        return
    plan.box(x, y, 220, 180, mix(colour, WHITE, {"E": 0.1, "L": 0.35, "D": 0.55}[letter]), round=18)
    plan.words(x + 110, y + 90, letter, 100, WHITE, at="mm", bold=True)


def notice_board() -> Sheet:
    """Draw the board in the kitchen: the limits, clean hands, the fourteen allergens."""
    sheet = Sheet(2000, 1500, (150, 104, 66))
    sheet.box(60, 60, 1880, 1380, (206, 164, 112), round=8)
    for n in range(900):
        x, y = n * 7919 % 1860 + 64, n * 6301 % 1360 + 66
        sheet.oval(x, y, 8, 8, mix((206, 164, 112), INK, 0.12))
    sheet.lay(limits(), 150, 150, turn=2)
    sheet.lay(clean_hands(), 1090, 130, turn=-2)
    sheet.lay(allergens(), 1130, 800, turn=1.5)
    for x, y, colour in ((530, 150, RED), (1440, 124, BLUE), (1460, 806, GREEN)):
        sheet.shadow(x + 6, y + 14, 46, 46, round=23, soft=8, depth=0.4)
        sheet.oval(x, y, 54, 54, colour)
        sheet.oval(x + 10, y + 8, 18, 18, mix(colour, WHITE, 0.6))
    return sheet


def limits() -> Sheet:
    """Draw the list of temperatures that food may have."""
    paper = Sheet(830, 1160)
    paper.box(0, 0, 830, 1160, WHITE, round=6)
    paper.words(60, 130, "How cold?", 92, bold=True)
    rows = [
        ("Fish", "0 to 4 °C"),
        ("Meat", "4 or less"),
        ("Chicken", "4 or less"),
        ("Milk", "5 or less"),
        ("Frozen", "-18 or less"),
    ]
    for n, (what, limit) in enumerate(rows):
        y = 290 + n * 150
        paper.box(50, y - 60, 730, 124, (226, 238, 248) if n % 2 else (242, 247, 251), round=14)
        paper.words(84, y + 2, what, 62, bold=True)
        paper.words(750, y + 2, limit, 60, BLUE, at="rm", bold=True)
    paper.words(60, 1056, "Over? Do not take it.", 66, RED, bold=True)
    return paper


def clean_hands() -> Sheet:
    """Draw the yellow paper about hands, with a drop of water."""
    paper = Sheet(720, 560)
    paper.box(0, 0, 720, 560, YELLOW, round=6)
    paper.words(60, 150, "Hands first.", 92, bold=True)
    paper.words(60, 260, "20 seconds, soap,", 58)
    paper.words(60, 336, "paper towel.", 58)
    paper.shape([(590, 280), (510, 410), (670, 410)], BLUE)
    paper.oval(502, 346, 176, 164, BLUE)
    paper.oval(546, 410, 40, 56, mix(BLUE, WHITE, 0.5))
    return paper


def allergens() -> Sheet:
    """Draw the list of allergens as fourteen coloured dots."""
    paper = Sheet(680, 520)
    paper.box(0, 0, 680, 520, PAPER, round=6)
    paper.words(50, 110, "The 14 allergens", 66, bold=True)
    colours = [RED, YELLOW, GREEN, BLUE, (150, 94, 160), (220, 130, 70), (120, 84, 64)]
    for n in range(14):
        x, y = 54 + n % 7 * 84, 200 + n // 7 * 100
        paper.oval(x, y, 70, 70, colours[n % 7] if n < 7 else mix(colours[n % 7], WHITE, 0.4))
    paper.words(50, 450, "Not sure? Ask chef.", 56, RED, bold=True)
    return paper
