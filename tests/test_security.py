"""Headers on every kind of answer, and cookies that no script can read."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from portal import create_app
from portal.blueprints.accounts.passwords import hash_password
from portal.security import POLICY
from tests.probes import add_probes
from tests.visitor import Visitor

OWN_APP = True  # the views of these tests are added to it

PASSWORD = "a password for tests"
DESIGN = (  # design.md, 4, word for word
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{sheet}';"
    " img-src 'self' data:; media-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"
)
ANSWERS = [
    ("/sign-in", 200),
    ("/settings", 303),
    ("/nowhere", 404),
    ("/sign-out", 405),
    ("/probe/crash", 500),
    ("/probe/status/410", 410),
    ("/p/nobody-knows-this", 404),
    ("/invitations/nobody-knows-this", 404),
    ("/healthz", 200),
    ("/readyz", 200),
    ("/static/css/base.css", 200),
    ("/static/nothing.css", 404),
]


@pytest.fixture
def app(app):
    return add_probes(app)


@pytest.fixture
def by_https(settings):
    app = create_app(replace(settings, base_url="https://portal.test"))
    yield Visitor(app)
    app.extensions["portal.database"].close()


@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_every_kind_of_answer_carries_the_headers(visitor, path, status):
    answer = visitor.client.get(path, buffered=True)

    assert answer.status_code == status
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "no-store" in answer.headers["Cache-Control"] or path.startswith("/static/css")
    assert "Server" not in answer.headers
    assert "X-Powered-By" not in answer.headers


def test_the_policy_is_that_of_the_design():
    assert POLICY == DESIGN


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/probe/crash"])
def test_the_policy_lets_the_sheet_of_the_page_in_and_nothing_else(visitor, path):
    answer = visitor.client.get(path)
    sheets = re.findall(r"<style>(.*?)</style>", answer.text, flags=re.S)
    digest = base64.b64encode(hashlib.sha256(sheets[0].encode()).digest()).decode()

    assert len(sheets) == 1
    assert answer.headers["Content-Security-Policy"] == POLICY.format(sheet=digest)


CHROME = "Mozilla/5.0 (Linux; Android {}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{}.0 Mobile"
SAFARI = "Mozilla/5.0 (iPhone; CPU OS {0} like Mac OS X) AppleWebKit/{1} (KHTML) Version/{0}"


@pytest.mark.parametrize(
    ("agent", "known"),
    [
        ("", True),
        (CHROME.format(14, 140), True),
        (CHROME.format(7, 49), True),
        (CHROME.format("4.4", 33), False),
        (SAFARI.format(7, "537.51"), False),
        (SAFARI.format(17, "605.1.15"), True),
        ("Mozilla/5.0 (X11; Linux) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1", False),
        ("Mozilla/5.0 (X11; Linux; rv:140.0) Gecko/20100101 Firefox/140.0", True),
    ],
)
def test_only_who_knows_no_hash_is_given_the_sheet_without_one(visitor, agent, known):
    answer = visitor.client.get("/sign-in", headers={"User-Agent": agent})

    assert ("'unsafe-inline'" not in answer.headers["Content-Security-Policy"]) is known


def test_each_page_lets_in_the_sheet_that_it_carries(visitor, make):
    doors = visitor.client.get("/sign-in")
    visitor.sign_in(make.person())
    inside = visitor.client.get("/settings")

    sheets = [page.text.split("<style>")[1].split("</style>")[0] for page in (doors, inside)]
    for page, sheet in zip((doors, inside), sheets, strict=True):
        digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page.headers["Content-Security-Policy"]
    assert sheets[1].startswith(sheets[0].rstrip())


def test_the_sheet_calls_for_nothing_from_elsewhere(app):
    assert "@import" not in app.config["SHEET"]
    assert not re.findall(r"url\((?!['\"]?data:)", app.config["SHEET"])
    assert "</" not in app.config["SHEET"]


def test_a_signed_in_page_and_its_refusals_carry_the_headers_too(visitor, make):
    visitor.sign_in(make.person(), own_phone=True)
    for path in ("/settings", "/nowhere", "/probe/crash"):
        answer = visitor.client.get(path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "Cookie" in answer.headers.get("Vary", "")


def test_no_page_may_be_framed_and_no_site_may_read_it(visitor):
    answer = visitor.client.get("/sign-in", headers={"Origin": "https://evil.example"})

    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert not [name for name, _value in answer.headers if name.startswith("Access-Control")]


def cookies_after_signing_in(visitor, make):
    make.person(email="amina@test.example", password_hash=hash_password(PASSWORD))
    base = visitor.app.extensions["portal.settings"].base_url
    page = visitor.client.get("/sign-in", base_url=base)
    token = re.search(r'name="token" value="([^"]+)"', page.text).group(1)
    data = {"token": token, "email": "amina@test.example", "password": PASSWORD, "mine": "1"}
    answer = visitor.client.post("/sign-in", data=data, base_url=base)
    assert answer.status_code == 303
    return answer.headers.getlist("Set-Cookie")


def test_no_script_and_no_other_site_gets_a_cookie(visitor, make):
    cookies = cookies_after_signing_in(visitor, make)

    names = {cookie.partition("=")[0] for cookie in cookies}
    assert names == {"visit", "known", "here"}
    for cookie in cookies:
        # `here` opens nothing: it lets a script see that the visit of its page still runs.
        assert ("HttpOnly" in cookie) != cookie.startswith("here=")
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie
        assert "Domain" not in cookie


def test_cookies_go_over_https_only_where_people_use_it(by_https, make):
    for cookie in cookies_after_signing_in(by_https, make):
        assert "Secure" in cookie


def test_browsers_come_back_by_https_only_where_people_use_it(by_https, visitor):
    secure = by_https.client.get("/sign-in", base_url="https://portal.test")

    assert "max-age=63072000" in secure.headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in visitor.client.get("/sign-in").headers


def test_the_cookie_holds_no_id_and_no_name(visitor, make, app):
    amina = make.person()
    visitor.sign_in(amina)
    raw = visitor.client.get_cookie("visit").value.partition(".")[0]
    read = base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)).decode()

    for private in (amina.name, amina.email, str(amina.id), amina.id.hex):
        assert private not in read


def test_a_token_looks_different_on_every_page(visitor):
    tokens = {visitor.get("/sign-in").select_one("input[name=token]")["value"] for _n in range(3)}

    assert len(tokens) == 3


def test_a_token_of_another_browser_is_no_token(visitor, another):
    token = another.get("/sign-in").select_one("input[name=token]")["value"]
    visitor.get("/sign-in")

    answer = visitor.client.post("/sign-in", data={"token": token, "email": "x", "password": "y"})

    assert answer.status_code == 400


def test_pages_are_small_on_the_wire(visitor):
    answer = visitor.client.get("/sign-in", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(answer.data) <= 5 * 1024


@pytest.mark.parametrize("asked", ["", "identity", "br", "gzip;q=0"])
def test_who_takes_no_gzip_gets_plain_pages(visitor, asked):
    answer = visitor.client.get("/sign-in", headers={"Accept-Encoding": asked})

    assert "Content-Encoding" not in answer.headers
    assert "<h1>" in answer.text


def test_a_form_without_files_may_not_be_larger_than_one_with_them(visitor):
    body = b"token=&email=" + b"%5B" * 1_400_000

    answer = visitor.client.post(
        "/sign-in", data=body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 413
    assert "too large" in answer.text
