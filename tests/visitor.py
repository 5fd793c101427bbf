"""A browser without scripts: it reads pages, fills in forms, and checks every page on the way."""

import io
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict

from portal import once, tokens
from portal.blueprints.accounts.actions import start_visit
from portal.models import Person, Visit

File = tuple[bytes, str]  # content and name
INLINE = {"a", "b", "bdi", "button", "img", "input", "label", "select", "span", "textarea"}


class Visitor:
    """One browser with its cookies; `page` is the last page it saw."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.page: BeautifulSoup = BeautifulSoup("", "html.parser")
        self.path = "/"
        self.person_id: Any = None
        self.visit_id: Any = None

    def sign_in(self, person: Person, *, own_phone: bool = False, membership: Any = None) -> None:
        """Sign in without the form: its own tests are in tests/accounts."""
        with self.app.extensions["portal.database"].session() as session:
            who = session.get_one(Person, person.id)
            secret = start_visit(session, who, own_phone=own_phone, device="test")
            visit = session.query(Visit).filter_by(secret_hash=tokens.hash_of(secret)).one()
            visit.membership_id = membership.id if membership else None
            session.commit()
        with self.client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = secret, True
        self.person_id, self.visit_id = person.id, visit.id

    def get(self, path: str, *, status: int = 200, htmx: str = "", **headers: str) -> BeautifulSoup:
        """Open an address; `htmx` names the fragment that is asked for."""
        if htmx:
            headers |= {"HX-Request": "true", "HX-Target": htmx}
        response = self.client.get(path, headers=headers, buffered=True)
        return self._read(path, response, status, fragment=bool(htmx))

    def post(
        self, path: str, *, status: int = 303, htmx: str = "", key: str | None = None, **fields: Any
    ) -> BeautifulSoup:
        """Post fields with this browser's token and a new key, as a form of the portal would.

        Files are `(bytes, name)`, or a list of them; a list of texts sends the field repeatedly.
        Field names with a dash are written with `__`.
        """
        data = _multi({"token": self.token(), "key": key or self.key(), **fields})
        headers = {"HX-Request": "true", "HX-Target": htmx} if htmx else {}
        response = self.client.post(path, data=data, headers=headers, buffered=True)
        return self._read(path, response, status, fragment=bool(htmx))

    def submit(
        self,
        form: str = "main form",
        *,
        button: str | None = None,
        status: int = 303,
        follow: bool = True,
        **fields: Any,
    ) -> BeautifulSoup:
        """Fill in a form (by CSS) and press a button (by its words), as a person does."""
        shown = self.page.select_one(form)
        assert shown is not None, f"no form {form} on {self.path}"
        values = values_of(shown) | _fields(fields)
        pressed = _button(shown, button)
        if pressed is not None and pressed.get("name"):
            values[str(pressed["name"])] = str(pressed.get("value", ""))
        address = str(shown["action"])
        if str(shown.get("method", "get")).lower() == "get":
            return self.get(address + "?" + "&".join(f"{n}={v}" for n, v in values.items()))
        response = self.client.post(address, data=_multi(values), buffered=True)
        page = self._read(address, response, status)
        return self.follow() if follow and status == 303 else page

    def follow(self) -> BeautifulSoup:
        """Follow where the last answer led, as often as it leads on."""
        for _hop in range(4):
            path = self.location.removeprefix("http://localhost")
            response = self.client.get(path, buffered=True)
            if response.status_code != 303:
                return self._read(path, response, 200)  # type: ignore[no-any-return]
            self.location = response.headers["Location"]
        raise AssertionError(f"leads round and round: {self.location}")

    def token(self) -> str:
        """Return a token of this browser's session, from the page in hand or a new one."""
        if not self.page.select_one("input[name=token]"):
            self.get("/settings" if self.person_id else "/sign-in")
        found = self.page.select_one("input[name=token]")
        return str(found["value"]) if found else ""

    def key(self) -> str:
        """Make a new key for this visit."""
        if self.person_id is None:
            return ""
        return once.make_key(self.app.config["SECRET_KEY"], self.visit_id, self.person_id)

    def _read(self, path: str, response: Any, status: int, *, fragment: bool = False) -> Any:
        self.response, self.path = response, path
        assert response.status_code == status, (
            f"{path} answered {response.status_code}, not {status}: "
            f"{response.get_data(as_text=True)[:3000]}"
        )
        self.location = response.headers.get("Location", "")
        if response.mimetype == "text/html" and status != 303:
            self.page = BeautifulSoup(response.get_data(as_text=True), "html.parser")
            check_page(self.page, fragment=fragment)
        return self.page


def check_page(page: BeautifulSoup, *, fragment: bool = False) -> None:
    """Check what holds for every page: ids, labels, actions, one h1, no inline script or style."""
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids)), f"ids twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    if not fragment:
        assert len(page.select("h1")) == 1, f"{len(page.select('h1'))} h1"
    assert not page.select("[style]"), "a style attribute"
    assert not page.select("script:not([src])"), "an inline script"
    assert not [n for tag in page.find_all(True) for n in tag.attrs if n.startswith("on")]
    for form in page.select("form"):
        assert form.get("action"), f"a form without an action: {form}"[:300]
        if str(form.get("method", "")).lower() == "post":
            assert form.select_one("input[name=token]"), f"a form without token: {form}"[:300]
    _check_boxes(page)
    for image in page.select("img, input[type=image]"):
        assert image.has_attr("alt"), f"a picture without words: {image}"
    for link in page.select("a[href^='#']"):
        assert page.find(id=str(link["href"])[1:]) or link["href"] == "#main", (
            f"leads nowhere: {link}"
        )


def _check_boxes(page: BeautifulSoup) -> None:
    for box in page.select("input, textarea, select"):
        if box.get("type") not in ("hidden", "submit", "image"):
            assert _labelled(page, box), f"a box without a label: {box}"
    for label in page.select("label"):
        assert _begins_a_line(label), f"a label in the middle of a line: {label}"


def values_of(form: Tag) -> dict[str, Any]:
    """Return what a browser would send of the form as it stands, without its buttons."""
    values: dict[str, Any] = {}
    for box in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(box["name"]), box.get("type")
        if kind in ("submit", "image", "file", "button"):
            continue
        if kind in ("checkbox", "radio") and not box.has_attr("checked"):
            continue
        value = _value(box)
        if name in values:
            before = values[name]
            values[name] = [*(before if isinstance(before, list) else [before]), value]
        else:
            values[name] = value
    return values


def _value(box: Tag) -> str:
    if box.name == "textarea":
        return box.text.removeprefix("\n")
    if box.name == "select":
        chosen = box.select_one("option[selected]") or box.select_one("option")
        return str(chosen["value"]) if chosen else ""
    return str(box.get("value", "1" if box.get("type") == "checkbox" else ""))


def _button(form: Tag, words: str | None) -> Tag | None:
    buttons = form.select("button, input[type=submit]")
    if words is None:
        return buttons[0] if buttons else None
    found = [one for one in buttons if words in one.text or words in str(one.get("aria-label"))]
    assert found, f"no button {words}: {[button.text for button in buttons]}"
    return found[0]


def _labelled(page: BeautifulSoup, box: Tag) -> bool:
    if box.get("aria-label") or box.get("aria-labelledby") or box.find_parent("label"):
        return True
    return bool(box.get("id") and page.select_one(f'label[for="{box["id"]}"]'))


def _begins_a_line(label: Tag) -> bool:
    """Tell whether it does in browsers without a sheet too, where fields would run together."""
    for before in label.previous_siblings:
        if isinstance(before, Tag) and before.get("type") != "hidden":
            return before.name not in INLINE
        if not isinstance(before, Tag) and before.strip():
            return False
    return label.parent is not None and label.parent.name not in INLINE


def _fields(fields: dict[str, Any]) -> dict[str, Any]:
    return {name.replace("__", "-"): value for name, value in fields.items()}


def _multi(fields: dict[str, Any]) -> MultiDict[str, Any]:
    data: MultiDict[str, Any] = MultiDict()
    for name, value in _fields(fields).items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, tuple):
                data.add(name, FileStorage(io.BytesIO(one[0]), filename=one[1]))
            elif one is not None:
                data.add(name, str(one))
    return data
