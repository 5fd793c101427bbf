"""A line that breaks at a post loses nothing and doubles nothing, where no scripts run."""

import io

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from tests.engines.counting import doubled
from tests.lines import Break, line_to
from tests.plain import Broken, PlainPhone
from tests.running import running
from tests.scenes import PASSWORD, Scene

BREAKS = {
    "in the head of the post": Break(asked=60),
    "in its fields": Break(asked=500),
    "before the answer": Break(answered=0),
    "in the answer": Break(answered=90),
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with running(tmp_path_factory.mktemp("broken") / "data") as portal:
        yield portal


@pytest.fixture(scope="module")
def line(portal):
    with line_to(portal.port) as line:
        yield line


@pytest.fixture
def scene(portal):
    return Scene(portal.data)


@pytest.fixture
def phone(line):
    return PlainPhone(line.url)


def signed_in(phone, email):
    phone.open("/sign-in")
    phone.fill_in("main form", email=email, password=PASSWORD).press()
    return phone


def save_a_draft(phone, scene):
    signed_in(phone, scene.learner).open(scene.draft + "/draft")
    return phone.fill_in("main form[enctype]", text=f"{scene.word}, and more.")


def send_a_work(phone, scene):
    signed_in(phone, scene.learner).open(scene.draft + "/sending")
    return phone.fill_in("form[action$=sending]")


def send_a_photo(phone, scene):
    signed_in(phone, scene.learner).open(scene.draft + "/draft")
    picture = io.BytesIO()
    Image.effect_noise((300, 200), 90).save(picture, "JPEG")
    file = FileStorage(io.BytesIO(picture.getvalue()), f"{scene.word}.jpg")
    return phone.fill_in("main form[enctype]", text=f"{scene.word}, and more.", file=file)


def keep_a_thought(phone, scene):
    signed_in(phone, scene.learner).open("/reflections/")
    return phone.fill_in("#reflections-panel form", words=scene.word)


def reply_to_a_note(phone, scene):
    signed_in(phone, scene.learner).open(scene.answer)
    return phone.fill_in("form[action$=replies]", words=scene.word)


def mark_a_note_done(phone, scene):
    signed_in(phone, scene.learner).open(scene.answer)
    return phone.fill_in("form[action$=replies]", button=("done", "1"))


def start_the_next_version(phone, scene):
    signed_in(phone, scene.learner).open(scene.answer)
    return phone.fill_in("#next-version")


def make_a_link(phone, scene):
    signed_in(phone, scene.learner).open("/portfolio/links/new")
    return phone.fill_in("form[action='/portfolio/links/']", label=scene.word)


def give_an_answer(phone, scene):
    signed_in(phone, scene.mentor).open(scene.desk + "/giving")
    return phone.fill_in("form[action$=giving]")


DEEDS = {
    save_a_draft: "FROM versions WHERE source = ? || ', and more.'",
    send_a_work: "FROM versions WHERE source = ? AND sent_at IS NOT NULL AND receipt IS NOT NULL",
    send_a_photo: "FROM version_files JOIN media ON media.id = media_id WHERE name = ? || '.jpg'",
    keep_a_thought: "FROM reflections WHERE words = ?",
    reply_to_a_note: "FROM replies WHERE words = ?",
    mark_a_note_done: "FROM notes WHERE words = ? AND done",
    start_the_next_version: """FROM versions JOIN works ON works.id = work_id
        WHERE number = 2 AND title = 'Read ' || ?""",
    make_a_link: "FROM shares WHERE label = ?",
    give_an_answer: "FROM feedback WHERE summary = ? AND given_at IS NOT NULL",
}


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_who_presses_again_has_done_it_once(line, scene, phone, deed, how):
    form = deed(phone, scene)
    with line.breaking(BREAKS[how]), pytest.raises(Broken):
        form.press()
    form.press()

    assert phone.status == 200, phone.page.get_text()
    assert scene.count(f"SELECT count(*) {DEEDS[deed]}") == 1
    assert not doubled(scene.data)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_what_the_portal_took_is_there_though_nobody_heard_of_it(line, scene, phone, deed):
    form = deed(phone, scene)
    with line.breaking(Break(answered=0)), pytest.raises(Broken):
        form.press()

    assert scene.count(f"SELECT count(*) {DEEDS[deed]}") == 1


@pytest.mark.parametrize("how", BREAKS)
def test_who_signs_in_again_is_in(line, scene, phone, how):
    phone.open("/sign-in")
    form = phone.fill_in("main form", email=scene.learner, password=PASSWORD)
    with line.breaking(BREAKS[how]), pytest.raises(Broken):
        form.press()
    form.press()

    assert phone.page.select_one("form[action='/sign-out']")
