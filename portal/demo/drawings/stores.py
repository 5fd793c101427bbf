"""The dry store of a kitchen: jars, tins and sacks, counted."""

from portal.demo.drawings.canvas import INK, WHITE, Sheet, mix
from portal.demo.drawings.warehouse import CARD, STEEL


def dry_store() -> Sheet:
    """Draw the dry store of a kitchen: jars, tins and sacks, with a list on the frame."""
    sheet = Sheet(2000, 1500, (242, 234, 218), (228, 216, 194))
    sheet.box(0, 1390, 2000, 110, (166, 140, 112))
    for x in (60, 1420):
        sheet.box(x, 60, 44, 1370, (150, 110, 74), round=8)
    jars(sheet, 460)
    tins(sheet, 860)
    sacks(sheet, 1340)
    for floor in (460, 860, 1340):
        sheet.shadow(70, floor + 8, 1380, 40, soft=18, depth=0.3)
        sheet.box(60, floor, 1404, 40, (178, 134, 92), round=8)
    wall_list(sheet)
    return sheet


def jars(sheet: Sheet, floor: float) -> None:
    """Stand six jars of dry food on the upper shelf."""
    foods = [
        ("Rice", (244, 238, 222)),
        ("Lentils", (214, 120, 70)),
        ("Oats", (226, 200, 158)),
        ("Beans", (150, 84, 70)),
        ("Pasta", (240, 206, 110)),
        ("Tea", (96, 84, 60)),
    ]
    for n, (name, colour) in enumerate(foods):
        x = 140 + n * 212
        sheet.box(x, floor - 290, 180, 290, (232, 240, 242), round=34)
        full = 190 - (n * 47 % 90)
        sheet.box(x + 12, floor - 12 - full, 156, full, colour, round=22)
        sheet.box(x + 14, floor - 326, 152, 54, (90, 120, 110), round=14)
        sheet.box(x + 14, floor - 110, 152, 62, WHITE, round=8)
        sheet.words(x + 90, floor - 79, name, 38, at="mm", bold=True)


def tins(sheet: Sheet, floor: float) -> None:
    """Stack tins on the middle shelf, and a box that is taped shut."""
    for n in range(7):
        for level in range(2):
            x, y = 130 + n * 112, floor - 130 * (level + 1)
            colour = (196, 70, 56) if n < 4 else (86, 138, 88)
            sheet.box(x, y, 104, 128, (206, 212, 216), round=14)
            sheet.box(x, y + 22, 104, 84, colour)
            sheet.words(x + 52, y + 64, "Tom." if n < 4 else "Peas", 30, WHITE, at="mm", bold=True)
    sheet.box(960, floor - 270, 430, 270, CARD, round=6, edge=mix(CARD, INK, 0.3))
    sheet.box(960, floor - 160, 430, 40, mix(CARD, WHITE, 0.45))
    sheet.words(1175, floor - 60, "24 tins", 56, at="mm", bold=True)


def sacks(sheet: Sheet, floor: float) -> None:
    """Stand flour and sugar in sacks at the bottom."""
    for n, name in enumerate(("Flour", "Flour", "Sugar", "Salt")):
        x, tone = 130 + n * 326, (236, 224, 198) if n < 2 else (222, 232, 238)
        sheet.shadow(x + 10, floor - 360, 290, 360, round=60, soft=18, depth=0.2)
        sheet.box(x, floor - 350, 296, 350, tone, round=56)
        sheet.box(x + 60, floor - 396, 176, 76, mix(tone, INK, 0.1), round=26)
        sheet.stroke([(x + 50, floor - 326), (x + 246, floor - 326)], (170, 110, 80), 12)
        sheet.words(x + 148, floor - 200, name, 66, at="mm", bold=True)
        sheet.words(x + 148, floor - 120, "10 kg", 46, (110, 110, 116), at="mm")


def wall_list(sheet: Sheet) -> None:
    """Pin the count sheet to the wall beside the shelf."""
    paper = Sheet(460, 800)
    paper.box(0, 0, 460, 800, WHITE, round=4)
    paper.words(36, 74, "Dry store", 58, bold=True)
    paper.words(36, 134, "counted twice", 38, (110, 110, 116))
    rows = [
        ("Rice", "6 kg"),
        ("Lentils", "9 kg"),
        ("Tins", "38"),
        ("Flour", "2"),
        ("Sugar", "1"),
        ("Salt", "1"),
    ]
    for n, (what, much) in enumerate(rows):
        y = 220 + n * 88
        paper.stroke([(36, y + 42), (424, y + 42)], (214, 214, 214), 3)
        paper.words(36, y, what, 48)
        paper.words(424, y, much, 48, STEEL, at="rm", bold=True)
    paper.oval(212, 8, 36, 36, (206, 62, 52))
    sheet.lay(paper, 1512, 200, turn=-2, depth=0.35)
