"""Where a button of the desk leads, once the draft is saved."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from portal.blueprints.feedback.queries.desk import Desk
from portal.blueprints.notes.placing import media_in, spot_of_tap
from portal.forms import number_or_none, uuid_or_none
from portal.places import Place


def only_looks(form: Mapping[str, str]) -> bool:
    """Tell whether the button only shows more of the work, which begins no answer."""
    return "large" in form or form.get("then") == "whole"


def where_next(
    desk: Desk,
    form: Mapping[str, str],
    *,
    place: Place | None = None,
    number: int = 0,
) -> str:
    """Return the address that the pressed button, or the tapped picture, leads to.

    `number` is that of a note that was pinned, `place` the words that a note is still asked for.
    """
    here = f"/queue/{desk.version.id}"
    return (
        _by_picture(desk, form)
        or _by_number(here, form)
        or {"giving": f"{here}/giving", "whole": f"{here}?whole=1#text"}.get(form.get("then", ""))
        or (f"{here}#note-{number}" if number else "")
        or (f"{here}/notes/new?start={place.start}&stop={place.stop}" if place else "")
        or here
    )


def _by_picture(desk: Desk, form: Mapping[str, str]) -> str:
    tapped = next((name for name in form if name.startswith("spot-")), "")
    larger = uuid_or_none(form.get("large"))
    if tapped:
        return _spot_page(desk, form, tapped)
    if "squares" in form:
        return _photo_page(desk, uuid_or_none(form["squares"]))
    return f"/queue/{desk.version.id}?large={larger}#photo-{larger}" if larger else ""


def _by_number(here: str, form: Mapping[str, str]) -> str:
    note_id, paragraph = uuid_or_none(form.get("edit")), number_or_none(form.get("paragraph", ""))
    if note_id:
        return f"/notes/{note_id}"
    for button in ("phrase", "keep"):
        criterion = number_or_none(form.get(button, ""))
        if criterion is not None:
            return f"{here}#comment-{criterion}"
    return "" if paragraph is None else f"{here}/notes/new?paragraph={paragraph}"


def _spot_page(desk: Desk, form: Mapping[str, str], name: str) -> str:
    media_id = media_in(name)
    picture = next((one for one in desk.pictures if one.media_id == media_id), None)
    if picture is None:
        return f"/queue/{desk.version.id}"
    button = f"spot-{media_id}"
    spot = spot_of_tap(
        picture,
        x=form.get(f"{button}.x"),
        y=form.get(f"{button}.y"),
        width=form.get(f"width-{media_id}"),
    )
    return _photo_page(desk, media_id, spot)


def _photo_page(desk: Desk, media_id: UUID | None, spot: tuple[float, float] | None = None) -> str:
    where = {"media": str(media_id)} | ({"x": str(spot[0]), "y": str(spot[1])} if spot else {})
    return f"/queue/{desk.version.id}/notes/new?{urlencode(where)}"
