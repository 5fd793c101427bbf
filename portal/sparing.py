"""Who saves data sees no picture until she asks for it, and a page says what its pictures weigh.

A person chooses it, or her browser sends `Save-Data: on`; `?photo=<id>` asks for a picture.
"""

from urllib.parse import urlencode
from uuid import UUID

from flask import Flask, g, request

from portal import access
from portal.sizes import say_size
from portal.words import gettext as _


def install(app: Flask) -> None:
    """Give the templates what they need to leave pictures out, and to weigh them."""
    app.jinja_env.globals.update(
        saves_data=saves_data,
        waits=waits,
        address_with=address_with,
        weigh=weigh,
        say_weight=say_weight,
    )


def saves_data() -> bool:
    """Tell whether pictures wait on this page until they are asked for."""
    if request.headers.get("Save-Data", "").lower() == "on":
        return True
    someone = access.visitor()
    return bool(someone and someone.person.text_only)


def asked_for() -> list[str]:
    """Return the ids of the pictures that were asked for."""
    return request.args.getlist("photo")


def waits(media_id: UUID) -> bool:
    """Tell whether this picture waits."""
    return saves_data() and str(media_id) not in asked_for()


def address_with(media_id: UUID) -> str:
    """Return the address of this page with that picture in it; empty where a post drew the page."""
    if request.method != "GET":
        return ""
    asked = [*request.args.items(multi=True), ("photo", str(media_id))]
    return f"?{urlencode(asked)}#photo-{media_id}"


def weigh(media_id: UUID, size: int) -> str:
    """Note that the page shows this picture of so many bytes."""
    g.setdefault("pictures", {})[media_id] = size
    return ""


def say_weight() -> str:
    """Say what the pictures weigh that were drawn so far; nothing when there are none."""
    total = sum(g.get("pictures", {}).values())
    return _("Photos on this page: about %(size)s.", size=say_size(total)) if total else ""
