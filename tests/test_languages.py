"""Languages that nobody speaks: what is still English on a page was never translatable."""

import os
import re
from datetime import timedelta

import pytest
from bs4 import NavigableString

from portal import dates, languages, words
from portal.clock import now, today
from portal.models import Mail, Version
from tests.catalogues import messages, write_catalogue

OWN_APP = True  # the views of these tests are added to it

PSEUDO, RTL = "ka", "ar"  # their dates hold no Latin letters
NOT_WORDS = {"pre", "bdi", "textarea", "style"}
OWN_NAMES = {
    "zone",
    "language",
    "languages",
}  # lists of places, and of languages by their own names
ENGLISH = re.compile(r"[A-Za-z]{3,}")
WRITTEN = (  # by people, and what is the same in every language
    "Amina's work", "Amina", "Yusuf", "Tom", "Okafor", "Grace", "Lindqvist", "Harbour Skills",
    "Storing food safely", "The van", "came at seven.", "Take in a delivery", "Keeping food safe",
    "Take in one delivery from the van to the shelf.", "Checks every delivery", "Labels and dates",
    "Not yet", "not yet", "On the way", "on the way", "Achieved", "achieved", "Strong", "strong",
    ", said in a sentence.", "shelf.jpg", "Write the date on the label", "I label first now.",
    "Which day?", "head cook for 11 years", "Evening group", "Safe food", "In the kitchen",
    "Bring the label", "JPEG", "PNG", "WebP", "HEIC", "PDF",
    "Aegis", "Google Authenticator",
)  # fmt: skip
NAMES = re.compile("|".join([*map(re.escape, WRITTEN), r"\S+@\S+", r"https?://\S+", r"TEST-\d+"]))


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalogues")
    for tag in (PSEUDO, RTL):
        write_catalogue(folder, tag)
    return folder


@pytest.fixture
def app(app, catalogues, monkeypatch):
    """The portal, speaking the languages of the tests too."""
    app.extensions["babel"].translation_directories = [str(catalogues)]
    for tag, name in languages.find_languages(catalogues).items():
        monkeypatch.setitem(languages.LANGUAGES, tag, name)
    monkeypatch.setattr(languages, "UNCHECKED", frozenset())
    return app


@pytest.fixture
def world(make):
    """One programme with everybody in it and work in every state."""
    programme = make.programme()
    make.cohort(programme)
    make.skill(programme)
    edition = make.rubric(programme)
    task = make.task(programme, edition, due_on=today() + timedelta(days=9))
    people = {"learner": make.learner(programme)}
    amina = people["learner"]
    people["mentor"] = make.mentor(programme, amina)
    people["coordinator"] = make.coordinator(programme)
    make.draft(make.work(amina, programme, task=task), edition_id=edition.id)
    make.sent(make.work(amina, programme), edition_id=edition.id)
    answered = make.sent(make.work(amina, programme), edition_id=edition.id)
    given = make.given(answered, people["mentor"], summary="Bring the label")
    make.note(given)
    make.step(amina, feedback_id=given.id, programme_id=programme.id, due_on=today())
    make.step(amina)
    make.reflection(amina)
    make.piece(make.page(make.portfolio(amina)), version_id=answered.id)
    return people


def speak(make, person, tag):
    person.language = tag
    make.session.commit()


def texts(page):
    """Yield every text of the page that is no name and nothing that people wrote."""
    for text in page.find_all(string=True):
        if type(text) is NavigableString and not _is_written(text) and text.strip():
            yield " ".join(text.split())
    for tag in page.select("[alt], [aria-label], [title], [placeholder]"):
        for name in ("alt", "aria-label", "title", "placeholder"):
            if tag.get(name):
                yield tag[name]


def _is_written(text):
    return any(
        parent.name in NOT_WORDS or parent.get("dir") == "auto" or parent.get("id") in OWN_NAMES
        for parent in text.parents
    )


def english_in(page):
    """Return what is left of English: words that stand outside of `[ǿđđ … ǿđđ]`."""
    return [text for text in texts(page) if ENGLISH.search(NAMES.sub("", text))]


def pages_of(visitor, start="/"):
    """Walk through every page that links lead to, each kind of address once."""
    waiting, seen = [start], set()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"[0-9a-f-]{36}|\d+", "*", path.partition("?")[0])
        if kind in seen or len(seen) > 80:
            continue
        seen.add(kind)
        answer = visitor.client.get(path)
        if answer.status_code == 303:
            waiting.append(answer.location)
        elif answer.status_code == 200 and answer.mimetype == "text/html":
            page = visitor.get(path)
            yield path, page
            links = [str(link["href"]).partition("#")[0] for link in page.select("a[href]")]
            waiting += [link for link in links if link.startswith("/")]


@pytest.mark.parametrize("role", ["learner", "mentor", "coordinator"])
def test_no_page_of_a_role_keeps_a_word_of_english(visitor, make, world, role):
    speak(make, world[role], PSEUDO)
    visitor.sign_in(world[role])

    left, walked = [], 0
    for path, page in pages_of(visitor):
        left += [f"{path}: {text}" for text in english_in(page)]
        assert page.select_one("html")["lang"] == PSEUDO
        walked += 1
    assert walked >= 8
    assert not left, "\n".join(left)


def test_no_page_for_nobody_keeps_a_word_of_english(visitor):
    headers = {"Accept-Language": "ka, en;q=0.5"}
    for path, status in (("/sign-in", 200), ("/nowhere", 404), ("/p/x", 404), ("/sign-out", 405)):
        page = visitor.get(path, status=status, **headers)
        assert english_in(page) == [], path


def test_what_forms_say_about_mistakes_is_translated_too(visitor, make, world):
    speak(make, world["learner"], PSEUDO)
    visitor.sign_in(world["learner"])
    visitor.get("/settings")
    visitor.submit(name=" ", status=422)
    assert english_in(visitor.page) == []

    visitor.get("/steps/")
    visitor.post("/steps/", words=" ", status=422)
    assert english_in(visitor.page) == []


@pytest.mark.parametrize("role", ["learner", "mentor", "coordinator"])
def test_pages_run_from_right_to_left(visitor, make, world, role):
    speak(make, world[role], RTL)
    visitor.sign_in(world[role])

    for _path, page in pages_of(visitor):
        assert (page.html["dir"], page.html["lang"]) == ("rtl", RTL)


def test_what_people_wrote_keeps_its_own_direction(visitor, make, world):
    """A page may run from right to left and hold English words, and the other way round."""
    speak(make, world["learner"], RTL)
    visitor.sign_in(world["learner"])
    visitor.get("/settings")

    for box in visitor.page.select("main input[type=text], main textarea"):
        assert box["dir"] == "auto"
    for name in visitor.page.select("footer bdi"):
        assert not name.has_attr("dir")


def test_mails_speak_the_language_of_who_reads_them(visitor, make, world, session, work_off):
    speak(make, world["learner"], PSEUDO)
    visitor.sign_in(world["learner"])
    draft = next(v for v in _versions(session) if v.sent_at is None)
    visitor.get(f"/work/{draft.work_id}/versions/{draft.number}/sending")
    visitor.submit(follow=False)
    work_off()

    mails = session.query(Mail).all()
    assert mails
    for mail in mails:
        mine = mail.person_id == world["learner"].id
        said = NAMES.sub("", f"{mail.subject}\n{mail.body}")
        assert ("ǿđđ" in said) is mine, mail.body


def _versions(session):
    found = session.query(Version).all()
    session.commit()
    return found


def test_the_settings_offer_every_language_by_its_own_name(visitor, make, world):
    visitor.sign_in(world["learner"])
    offered = {o["value"]: o.text for o in visitor.get("/settings").select("#language option")}

    assert offered["en"] == "English"
    assert offered[PSEUDO] == "ქართული"
    assert offered[RTL] == "العربية"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("ka", "ka"), ("ar-EG, ka;q=0.3", "ar"), ("de, ar;q=0.4", "ar"), ("de", "en"), ("", "en")],
)
def test_a_browser_says_what_it_would_like_to_read(visitor, asked, spoken):
    page = visitor.get("/sign-in", **({"Accept-Language": asked} if asked else {}))

    assert page.html["lang"] == spoken


def test_a_persons_own_language_counts_more_than_the_browsers(visitor, make, world):
    speak(make, world["learner"], RTL)
    visitor.sign_in(world["learner"])

    assert visitor.get("/settings", **{"Accept-Language": "ka"}).html["lang"] == RTL


def test_dates_are_said_as_the_language_says_them(app, make):
    with app.app_context(), words.speaking("ar"):
        assert not ENGLISH.search(dates.day(now().date()))
        assert not ENGLISH.search(dates.moment(now() - timedelta(days=9), "Africa/Cairo"))


def test_a_language_whose_catalogue_went_away_falls_back_to_english(visitor, make, world):
    speak(make, world["learner"], "xx")
    visitor.sign_in(world["learner"])

    assert visitor.get("/settings").html["lang"] == "en"


def test_english_is_complete():
    assert all(text.strip() for text in messages())


def test_words_are_compiled_when_they_are_missing_or_older(tmp_path):
    write_catalogue(tmp_path, PSEUDO)
    compiled = next(tmp_path.rglob("*.mo"))
    compiled.unlink()
    assert [path.name for path in languages.uncompiled(tmp_path)] == ["messages.po"]

    languages.compile_catalogues(tmp_path)
    assert not languages.uncompiled(tmp_path)

    os.utime(compiled, (0, 0))
    assert languages.uncompiled(tmp_path)
    languages.compile_catalogues(tmp_path)
    assert not languages.uncompiled(tmp_path)
    assert {path.suffix for path in tmp_path.rglob("messages*")} == {".po", ".mo"}


def test_the_portals_own_words_are_compiled():
    assert not languages.uncompiled()
