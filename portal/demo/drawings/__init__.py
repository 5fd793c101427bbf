"""Our own drawings of real work, as if a phone had taken them."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.demo.drawings import care, kitchen, office, stores, warehouse
from portal.demo.drawings.camera import TURN_LEFT, TURN_RIGHT, UPRIGHT, as_jpeg
from portal.demo.drawings.canvas import Sheet


@dataclass(frozen=True)
class Drawing:
    """What is drawn, how the phone was held, and whether it wrote down the place."""

    scene: Callable[[], Sheet]
    held: int = UPRIGHT
    place: bool = False


DRAWINGS = {
    "fridge-shelf": Drawing(kitchen.fridge_shelf, place=True),
    "delivery-note": Drawing(kitchen.delivery_note, held=TURN_RIGHT, place=True),
    "made-bed": Drawing(care.made_bed),
    "care-book": Drawing(care.care_book, place=True),
    "warehouse-bay": Drawing(warehouse.warehouse_bay, held=TURN_LEFT, place=True),
    "dry-store": Drawing(stores.dry_store),
    "phone-pad": Drawing(office.phone_pad, held=TURN_RIGHT),
    "shift-plan": Drawing(office.shift_plan),
    "notice-board": Drawing(office.notice_board, place=True),
}


def draw(name: str) -> bytes:
    """Return the drawing of that name as the JPEG that a phone would have made."""
    drawing = DRAWINGS[name]
    return as_jpeg(drawing.scene().finish(), held=drawing.held, place=drawing.place)
