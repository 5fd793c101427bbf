"""A programme from an empty installation to a closed account, as its people live it."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime

import pytest

from portal.__main__ import main
from portal.clock import standing_at
from portal.housekeeping import sweep
from portal.models import Mail, Person
from tests.journeys.walking import chosen, follow, level, link_in, text_of
from tests.visitor import Visitor

OWN_APP = True
PASSWORD = "a sentence that only I know"
LIST = """Name;E-mail or phone;Cohort;Mentor
Amina Yusuf;;Autumn;Tom Okafor
Bogdan Ionescu;bogdan@home.example;Autumn;Tom Okafor
Chen Wei;+44 7700 900101;Autumn;Tom Okafor
Dalia Haddad;dalia@home;Autumn;Ruth Lane
Élodie Martin;elodie@home.example;Autumn;Ruth Lane
Farah Noor;;Autumn;Ruth Lane
Gus O'Neill;gus@home.example;Winter;Tom Okafor
Hana Sato;hana@home.example;Autumn;Ruth Lane
Ivan Petrov;;Autumn;Ruth Lane
Jorge Diaz;jorge@home.example;Autumn;Nobody Here
Khadija Ali;+44 7700 900102;Autumn;Tom Okafor
Lena Novak;;Autumn;Ruth Lane
"""
RIGHT = LIST.replace("dalia@home;", "dalia@home.example;").replace("Winter", "Autumn")
RIGHT = RIGHT.replace("Nobody Here", "Tom Okafor")


def at(day: int, hour: int, minute: int = 0) -> standing_at:
    """Stand at a time of November 2026, on the clocks of London."""
    return standing_at(datetime(2026, 11, day, hour, minute, tzinfo=UTC))


@pytest.fixture
def command(home, monkeypatch, capsys):
    """Run a command of the portal and return what it prints."""
    for name, value in home.environ().items():
        monkeypatch.setenv(name, value)

    def command(*words: str) -> str:
        capsys.readouterr()
        assert main(list(words)) == 0
        return capsys.readouterr().out

    return command


@pytest.fixture
def browser(app):
    """Give each person a browser of her own."""
    return lambda: Visitor(app)


@pytest.fixture
def mails(session):
    """Read the mails that went out to an address."""

    def mails(address: str) -> list[Mail]:
        session.expire_all()
        query = session.query(Mail).filter(Mail.address == address, Mail.sent_at.is_not(None))
        found = query.order_by(Mail.id).all()
        session.commit()
        return found

    return mails


def come_in(visitor: Visitor, address: str, **fields: str) -> None:
    visitor.get(address)
    visitor.submit(password=PASSWORD, mine="y", **fields)
    if visitor.page.select_one("#terms"):
        visitor.submit(button="I agree")


def test_a_programme(app, browser, command, mails, work_off, session, home, tools):
    grace, tom, ruth, amina = (browser() for _person in range(4))
    with at(23, 9):
        _set_up(grace, tom, ruth, command)
        cards = _bring_in_twelve(grace)
        _write_a_task(grace)
    with at(23, 18):
        _come_in_by_card(amina, cards["Amina Yusuf"])
        _take_first_steps(amina)
        _ask_about_a_draft(amina, tom, mails, work_off)
    with at(23, 18, 30):
        work = _send(amina)
        work_off()
        assert "Amina" in mails("tom@school.example")[-1].subject
    _nobody_is_woken(browser(), cards["Chen Wei"], mails, work_off)
    with at(24, 19):
        _mark_with_phrases(tom)
        _hand_over_and_give(tom, ruth)
    with at(24, 20):
        assert amina.get("/").select_one("h1").text == "Write the date"
        assert "Ruth Lane" in text_of_answer(amina, work)
        _send_again(amina, work)
    with at(28, 10):
        _come_back(tom)
        _read_the_numbers(grace)
        _take_all_home(amina, work_off)
        _close(amina)
    with at(28, 11):
        assert "Keep my account" in text_of_page(amina, "/")
    with at(28, 12), app.app_context():
        sweep(tools)
        assert session.query(Person).filter_by(name="Amina Yusuf").count() == 1
        session.commit()
    with standing_at(datetime(2026, 12, 12, 12, 1, tzinfo=UTC)), app.app_context():
        sweep(tools)
        work_off()
    _nothing_is_left(grace, tom, home)


def _set_up(grace, tom, ruth, command):
    said = command("create-coordinator", "Riverside", "Grace Obi", "grace@school.example")
    come_in(grace, link_in(said))
    follow(grace, "how soon you promise")
    grace.submit(name="Riverside Care School")
    assert "Riverside Care School" in text_of(grace)
    grace.get("/programme/cohorts")
    grace.submit(name="Autumn", starts_on="2026-11-20", ends_on="2027-03-31")
    grace.get("/programme/skills")
    grace.submit(name="Safe food", words="Food is kept safe from the van to the plate.")
    for mentor, name in ((tom, "Tom Okafor"), (ruth, "Ruth Lane")):
        grace.get("/programme/invitations")
        grace.submit(name=name, email="", **level(grace.page, "mentor"))
        address = f"{name.split()[0].lower()}@school.example"
        link = str(grace.page.select_one("input[readonly]")["value"])
        come_in(mentor, link.removeprefix("http://localhost"), email=address)


def _bring_in_twelve(grace):
    grace.get("/programme/people/import")
    grace.submit(file=(LIST.encode("cp1252"), "people.csv"), status=422)
    wrong = [one.text for one in grace.page.select("legend")]
    assert [re.sub(r"\D", "", one) for one in wrong] == ["5", "8", "11"]
    grace.submit(people=RIGHT, status=422)
    assert "All is right" in text_of(grace)
    grace.submit(button="Bring in 12 people")
    follow(grace, "Print cards")
    people = [str(box["value"]) for box in grace.page.select("input[name=person]")]
    grace.submit("main form[method=post]", person=people)
    assert len(grace.page.select("svg")) == 8
    text = text_of(grace)
    names = ("Amina Yusuf", "Chen Wei")
    return {name: re.search(name + r".*?(\w{4}-\w{4}-\w{4})", text).group(1) for name in names}


def _write_a_task(grace):
    grace.get("/programme/rubrics")
    grace.submit(title="Keeping food safe")
    for name in ("Checks the delivery", "Labels and dates"):
        follow(grace, "Add something to look at")
        words = {f"levels__{number}__words": f"{name}, level {number}." for number in range(4)}
        skill = chosen(grace, "#skill", "Safe food")
        grace.submit(button="Save", name=name, words="", skill=skill, **words)
    grace.get("/programme/tasks/new")
    rubric = chosen(grace, "#rubric", "Keeping food safe")
    grace.submit(title="Storing food safely", words="Put one delivery away.", rubric=rubric)
    assert not grace.get("/programme/").select("#start")


def _come_in_by_card(amina, letters):
    amina.get("/cards/")
    amina.submit(letters=letters.lower(), mine="y")
    amina.submit(button="I agree")
    amina.submit("form[action='/settings/card']", pin="4711")


def _take_first_steps(amina):
    assert "What do you want to be able to do?" in text_of(amina)
    amina.submit(button="Save and go on", words="Cook for 30 people")
    amina.submit(button="Skip")
    amina.submit(button="Save and go on", text_only="y")
    amina.submit(button="Skip")
    amina.submit(button="Check and send", text="I made soup today.", status=200)
    amina.submit(button="Send it", status=200)
    assert "a program wrote this answer" in text_of(amina)
    assert amina.get("/").select_one("h1")


def _ask_about_a_draft(amina, tom, mails, work_off):
    amina.get("/")
    follow(amina, "Look at the task")
    amina.submit("form[action='/work/']")
    amina.submit(button="Ask about this draft", text="The van came at seven.")
    amina.submit(button="Ask", words="Is this enough?")
    work_off()
    assert "question" in mails("tom@school.example")[-1].body
    tom.get("/queue/")
    tom.get(str(tom.page.select_one("#questions a")["href"]))
    tom.submit("form[action^='/questions/']", answer="Say what you did with the chicken.")


def _send(amina):
    amina.get("/work/")
    follow(amina, "Storing food safely")
    follow(amina, "Go on writing")
    assert "Say what you did with the chicken." in text_of(amina)
    amina.submit(
        button="Check and send",
        text="The van came at seven.\n\nI put the chicken to the bottom.",
        **level(amina.page, "Labels and dates, level 1."),
    )
    amina.submit(button="Send it")
    assert "Receipt" in text_of(amina)
    return amina.path.split("#")[0]


def _nobody_is_woken(chen, letters, mails, work_off):
    with at(23, 22):
        told = len(mails("tom@school.example"))
        chen.get("/cards/")
        chen.submit(letters=letters)
        chen.submit(button="I agree")
        chen.get("/", status=303)
        chen.follow()
        chen.submit(button="Not now")
        follow(chen, "Look at the task")
        chen.submit("form[action='/work/']")
        chen.submit(button="Check and send", text="Fridge first, then the rest.")
        chen.submit(button="Send it")
        work_off()
    with at(24, 3):
        work_off()
        assert len(mails("tom@school.example")) == told
    with at(24, 8, 1):
        work_off()
        assert len(mails("tom@school.example")) == told + 1
        assert "Chen" in mails("tom@school.example")[-1].subject


def _mark_with_phrases(tom):
    tom.get("/phrases/")
    for words in ("A date on every label.", "Say why you did it."):
        tom.submit(words=words)
    tom.get("/queue/")
    follow(tom, "Storing food safely")
    first = chosen(tom, "#phrase-1", "Say why")
    second = chosen(tom, "#phrase-2", "A date on every")
    good = level(tom.page, "Checks the delivery, level 2.")
    tom.submit(button="phrase in: Checks the delivery", phrase__1=first, **good)
    nearly = level(tom.page, "Labels and dates, level 1.")
    tom.submit(button="phrase in: Labels and dates", phrase__2=second, **nearly)
    assert "Say why you did it." in tom.page.select_one("#comment-1").text
    assert "A date on every label." in tom.page.select_one("#comment-2").text


def _hand_over_and_give(tom, ruth):
    desk = tom.path
    tom.get("/away/")
    tom.submit("#away form[action='/away/']", starts_on="2026-11-25", ends_on="2026-11-27")
    tom.get(desk)
    tom.get(str(tom.page.select_one("a[href$='hand-over']")["href"]))
    tom.submit(mentor=chosen(tom, "#mentor", "Ruth Lane"))
    ruth.get("/queue/")
    ruth.get(desk)
    assert "A date on every label." in ruth.page.select_one("#comment-2").text
    ruth.submit(button="then give it", step__1="Write the date", outcome="revise")
    ruth.submit(button="Give it to")


def _come_back(tom):
    tom.get("/queue/")
    follow(tom, "Storing food safely")
    tom.submit(
        button="then give it",
        outcome="achieved",
        **level(tom.page, "Checks the delivery, level 2."),
        **level(tom.page, "Labels and dates, level 2."),
    )
    tom.submit(button="Give it to")


def _read_the_numbers(grace):
    grace.get("/programme/numbers")
    follow(grace, "Get them for a spreadsheet")
    rows = list(csv.reader(io.StringIO(grace.response.get_data().decode("utf-8-sig"))))
    assert len(rows) > 8
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t" and cell]


def _take_all_home(amina, work_off):
    amina.get("/exports/")
    amina.submit(button="Pack everything")
    work_off()
    amina.get("/exports/")
    link = str(amina.page.select_one("a[href$='/file']")["href"])
    packed = amina.client.get(link, buffered=True)
    with zipfile.ZipFile(io.BytesIO(packed.data)) as taken:
        assert "I put the chicken to the bottom." in taken.read("index.html").decode()
        assert "I put the chicken to the bottom." in taken.read("data.json").decode()


def _close(amina):
    amina.get("/closing")
    follow(amina, "Go on")
    amina.submit(button="Close my account")
    assert "closes on" in text_of(amina)


def text_of_page(visitor, path):
    visitor.get(path)
    return text_of(visitor)


def _nothing_is_left(grace, tom, home):
    with standing_at(datetime(2026, 12, 12, 12, 2, tzinfo=UTC)):
        assert "Amina" not in text_of_page(grace, "/programme/people")
        assert "Amina" not in text_of_page(tom, "/learners/")
    files = [path for path in home.folder.rglob("*") if path.is_file()]
    words = (b"Amina", b"to the bottom", b"Cook for 30 people")
    found = [(path, word) for path in files for word in words if word in path.read_bytes()]
    assert not found


def text_of_answer(amina, work):
    amina.get(f"{work}/versions/1/feedback")
    return text_of(amina)


def _send_again(amina, work):
    amina.submit("#next-version")
    amina.submit(button="Check and send", text="I wrote the date first.", changed="The date.")
    amina.submit(button="Send it")
