"""QR codes, drawn into the page as SVG."""

import segno
from markupsafe import Markup


def qr_code(text: str, *, says: str = "") -> Markup:
    """Draw the text as a QR code in black on white; `says` is what a screen reader reads."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(
        border=4, omitsize=True, light="#fff", dark="#000", svgclass="qr", lineclass=None
    )
    label = Markup('<svg role="img" aria-label="{}" ').format(says or "QR")
    return Markup(drawn.replace("<svg ", label, 1))
