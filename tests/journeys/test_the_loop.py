"""The whole loop over plain HTTP, on both databases: forms and links, nothing else."""

import io

import pytest
from PIL import Image

from tests.journeys.walking import follow, level
from tests.visitor import Visitor


@pytest.fixture
def harbour(make):
    return make.programme()


@pytest.fixture
def amina(make, harbour):
    return make.learner(harbour)


@pytest.fixture
def tom(make, harbour, amina):
    return make.mentor(harbour, amina)


@pytest.fixture
def task(make, harbour):
    edition = make.rubric(harbour, "Checks the delivery", "Labels and dates")
    return make.task(harbour, edition, title="Storing food safely")


def photo():
    """A photo with the place where it was taken."""
    picture, file, exif = Image.new("RGB", (1600, 1200), "#9bb"), io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 27.0, 0.0)})
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_the_loop(visitor, another, app, amina, tom, task, work_off):
    visitor.sign_in(amina)
    another.sign_in(tom)

    visitor.get(f"/tasks/{task.id}")
    visitor.submit("form[action='/work/']")
    draft = visitor.path
    visitor.submit(
        text="The van came at seven.\n\nI put the chicken to the bottom.",
        file=(photo(), "shelf.jpg"),
    )
    work_off()
    visitor.get(draft)
    visitor.submit(button="Check and send", **level(visitor.page, "Labels and dates: on the way"))
    visitor.submit(button="Send it")
    work = visitor.path.split("#")[0]
    assert visitor.page.find(string="Receipt")

    another.get("/queue/")
    desk = follow(another, "Storing food safely")
    address = another.path
    spot = str(desk.select_one("input[type=image]")["name"])
    another.submit(**{f"{spot}.x": 200, f"{spot}.y": 60, "summary": "Nearly there."})
    another.submit(words="Which day is this tray from?")
    another.get(address)
    another.submit(paragraph=2)
    another.submit(words="Right. Why?")
    another.get(address)
    assert another.page.select_one("#summary").text.strip() == "Nearly there."
    marks = level(another.page, "Checks the delivery: achieved")
    marks |= level(another.page, "Labels and dates: on the way")
    another.submit(
        button="then give it",
        **marks,
        step__1="Write the date",
        by__1="2027-01-05",
        step__2="Say why",
        outcome="revise",
    )
    another.submit(button="Give it to")
    work_off()

    assert visitor.get("/").select_one("h1").text == "Write the date"
    visitor.get(f"{work}/versions/1/feedback")
    visitor.submit("#note-2 form", words="Because juice can drip.")
    visitor.submit("#note-1 form", button="Done")
    visitor.submit("#next-version")
    visitor.submit(
        button="Check and send",
        text="I wrote the date first. Juice can drip.",
        changed="A date on every label.",
    )
    visitor.submit(button="Send it")

    another.get("/queue/")
    follow(another, "Storing food safely")
    address = another.path
    assert another.get(f"{work}/versions/2/comparison").select("ins")
    another.get(address)
    marks = level(another.page, "Checks the delivery: achieved")
    marks |= level(another.page, "Labels and dates: achieved")
    another.submit(button="then give it", **marks, outcome="achieved")
    another.submit(button="Give it to")

    _share_and_switch_off(visitor, app)


def _share_and_switch_off(visitor, app):
    visitor.get("/portfolio/")
    page = visitor.submit(title="In the kitchen")
    place = str(page.select_one("a[href*='/new/work']")["href"])
    visitor.get(place)
    visitor.submit(shows="I keep food safe.", **level(visitor.page, "version 2"))
    follow(visitor, "Make a link to this page")
    visitor.submit(label="Bakery job, June")
    address = str(visitor.page.select_one("input[readonly]")["value"])
    assert address.startswith("http://localhost/p/")

    employer = Visitor(app)
    page = employer.get(address.removeprefix("http://localhost"))
    assert "Juice can drip" in page.text
    assert "Labels and dates: achieved" in page.text
    picture = str(page.select_one("img")["src"])
    assert b"GPS" not in employer.client.get(picture, buffered=True).data
    assert "Set-Cookie" not in employer.response.headers

    visitor.submit("form[action$='switching-off']")
    employer.get(address.removeprefix("http://localhost"), status=410)
    assert employer.client.get(picture, buffered=True).status_code == 410
