"""People from a list: every line is looked at, and nothing is done by halves."""

import pytest

from portal import languages, words
from portal.blueprints.programmes.importing import NoTable, text_of
from portal.blueprints.programmes.importing.names import nearly
from portal.blueprints.programmes.importing.tables import rows_of
from portal.folding import fold_name
from portal.models import DoorKey, Mail, Membership, Mentoring, Person

HEAD = "Name;E-mail or phone;Cohort;Mentor\n"
HERE = "/programme/people/import"
TWELVE = [
    "Amina Yusuf;amina@people.example;Evening group;Tom Okafor",
    "Rosa Delgado;+34 600 100 200;Evening group;Tom Okafor",
    "Duc Tran;duc@people.example;Evening group;",
    "Olena Bondar;;Evening group;Tom Okafor",
    ";nobody@people.example;Evening group;",
    "Lea Martin;lea(at)people.example;;",
    "Ines Costa;ines@people.example;Night group;",
    "Omar Haddad;omar@people.example;;Tom Okafor",
    "Mai Pham;0049 170 1234567;;",
    "Jan Novak;jan@people.example;;",
    "Sara Lind;sara@people.example;;",
    "Ali Demir;ali@people.example;;",
]


@pytest.fixture
def twelve(make, programme):
    make.cohort(programme)
    make.mentor(programme)
    make.session.commit()
    return HEAD + "\n".join(TWELVE)


def check(visitor, text, **fields):
    visitor.get(HERE)
    return visitor.submit(people=text, status=422, button="Check", **fields)


def wrongs(page):
    return [
        (card.legend.text.split(":")[0], card.select_one(".wrong").text)
        for card in page.select("main fieldset") if card.select_one(".wrong")
    ]  # fmt: skip


def rows_made(session):
    session.expire_all()
    found = (
        session.query(Person).filter(Person.email.is_(None)).count(),
        session.query(DoorKey).count(),
    )
    session.commit()
    return found


def test_three_mistakes_are_said_line_by_line_and_nothing_is_done(visitor, grace, twelve, session):
    page = check(visitor, twelve)

    assert wrongs(page) == [
        ("Line 6", "The name is missing."),
        ("Line 7", "“lea(at)people.example” is not an e-mail."),
        ("Line 8", "There is no cohort “Night group”. There are: Evening group."),
    ]
    assert "3 lines have to be looked at" in page.select_one("[role=alert]").text
    assert page.select_one("textarea").text.strip() == twelve
    assert not page.select("button[value=bring]")
    assert rows_made(session) == (0, 0)


def test_twelve_people_come_in_when_the_mistakes_are_put_right(visitor, grace, twelve, session):
    right = (
        twelve.replace("\n;nobody", "\nNora Body;nobody")
        .replace("(at)", "@")
        .replace("Night", "Evening")
    )
    page = check(visitor, right)
    assert "All is right" in page.select_one("[role=status]").text

    page = visitor.submit(button="Bring in 12 people")

    assert page.h1.text == "12 people are brought in"
    assert rows_made(session) == (3, 9)
    assert session.query(Mail).count() == 9
    rosa = session.query(Person).filter_by(phone="+34600100200").one()
    member = session.query(Membership).filter_by(person_id=rosa.id).one()
    assert member.cohort_id
    assert session.query(Mentoring).filter_by(learner_id=rosa.id).count() == 1
    amina = session.query(DoorKey).filter_by(email="amina@people.example").one()
    assert (amina.cohort_id, bool(amina.mentor_id)) == (member.cohort_id, True)


def test_lines_may_be_left_out(visitor, grace, twelve, session):
    check(visitor, twelve)
    ticks = [box["value"] for box in visitor.page.select("input[name=out]")]

    page = visitor.submit(out=ticks, button="Check again", status=422)
    page = visitor.submit(button="Bring in 9 people")

    assert page.h1.text == "9 people are brought in"
    assert rows_made(session) == (3, 6)


def test_lines_that_were_changed_are_shown_before_anybody_comes_in(
    visitor, grace, programme, session
):
    check(visitor, HEAD + "Zoë;;;")

    page = visitor.submit(people=HEAD + "Zoë;;;\nAnn B;;;", button="Bring in", status=422)

    assert page.select_one("button[value=bring]").text == "Bring in 2 people"
    assert rows_made(session) == (0, 0)
    visitor.submit(button="Bring in")
    assert rows_made(session) == (2, 0)


def test_the_same_form_twice_brings_everybody_in_once(visitor, grace, programme, session):
    page = check(visitor, HEAD + "Amina Yusuf;a@people.example;;\nRosa Delgado;;;")
    visitor.submit(button="Bring in")
    first = visitor.location
    visitor.page = page

    visitor.submit(button="Bring in")

    assert visitor.location == first
    assert rows_made(session) == (1, 1)


def test_a_second_tab_finds_everybody_here_already(visitor, grace, programme, session):
    text = HEAD + "Amina Yusuf;a@people.example;;\nRosa Delgado;+34 600 100 200;;"
    stale = check(visitor, text)
    check(visitor, text)
    visitor.submit(button="Bring in")
    visitor.page = stale

    page = visitor.submit(button="Bring in", status=422)

    assert [words for _line, words in wrongs(page)] == [
        "An invitation waits for this e-mail already.",
        "Rosa Delgado is in the programme already with this.",
    ]
    assert rows_made(session) == (1, 1)


def test_who_has_the_same_address_or_name_is_found(visitor, grace, make, programme):
    make.learner(programme, "Amina Yusuf", email="amina@people.example")
    page = check(
        visitor,
        HEAD
        + "A. Yusuf;AMINA@people.example;;\nYusuf Aminà;;;\n"
        + "Jo Ek;j@x.example;;\nJo Okonkwo;J@x.example;;",
    )

    assert wrongs(page) == [
        ("Line 2", "Amina Yusuf is in the programme already with this."),
        ("Line 5", "Line 4 has the same e-mail or phone."),
    ]
    assert "Amina Yusuf is here already. Maybe the same person?" in page.text
    sure = [box["value"] for box in page.select("input[name=sure]")]
    assert len(sure) == 1
    page = visitor.submit(sure=sure, button="Check again", status=422)
    assert "2 lines have to be looked at" in page.text


def test_mentors_are_found_by_name_or_address_unless_two_have_the_name(
    visitor, grace, make, programme
):
    for number in (1, 2):
        make.membership(make.person("Tom Ek", email=f"tom{number}@x.example"), programme, "mentor")
    make.session.commit()

    page = check(visitor, HEAD + "Ann B;;;Tom Ek\nCy Dee;;;tom1@x.example\nEd Fox;;;Uwe")

    assert wrongs(page) == [
        ("Line 2", "Several mentors are called “Tom Ek”. Write the e-mail."),
        ("Line 4", "There is no mentor “Uwe” here."),
    ]


def test_a_number_of_another_account_is_not_taken_over(visitor, grace, make, elsewhere, programme):
    make.learner(elsewhere, "Lena", phone="+34600100200")

    page = check(visitor, HEAD + "Rosa Delgado;0034 600100200;;\nAnn B;600 100 200;;")

    assert "has an account" in wrongs(page)[0][1]
    assert "with its country" in wrongs(page)[1][1]
    assert "Lena" not in page.text


@pytest.mark.parametrize(
    ("encoding", "between"),
    [("utf-8", ";"), ("utf-8-sig", ","), ("utf-16", "\t"), ("utf-16-le", ";"), ("cp1252", ";")],
)
def test_files_of_every_spreadsheet_are_read(encoding, between):
    table = between.join(("KOHORTE", "Vorname", "Nachname", "E-Mail"))
    table += "\r\n" + between.join(('"Abend, früh"', "Jürgen", "Müñoz", "j@x.example")) + "\r\n\r\n"

    (row,) = rows_of(text_of(table.encode(encoding)))

    assert (row.number, row.name, row.reach) == (2, "Jürgen Müñoz", ("j@x.example",))
    assert row.cohort.startswith("Abend")


@pytest.mark.parametrize("tag", languages.LANGUAGES)
def test_columns_are_known_by_the_names_that_the_page_gives_them(app, tag):
    with app.app_context(), words.speaking(tag):
        head = words.gettext("name; e-mail or phone; cohort; mentor")

    (row,) = rows_of(f"{head}\nAmina;+34 600 100 200;Evening group;Tom")

    assert (row.name, row.reach) == ("Amina", ("+34 600 100 200",))
    assert (row.cohort, row.mentor) == ("Evening group", "Tom")


@pytest.mark.parametrize("comma", ["،", "؛"])
def test_arabic_columns_may_stand_between_arabic_commas(comma):
    (row,) = rows_of(
        f"الاسم{comma} رقم الهاتف{comma} المجموعة\nأمينة{comma} 0600 100 200{comma} المساء"
    )

    assert (row.name, row.reach, row.cohort) == ("أمينة", ("0600 100 200",), "المساء")


def test_a_file_takes_the_place_of_what_was_typed(visitor, grace, programme):
    page = check(visitor, "something else", file=((HEAD + "Zoë;;;").encode("cp1252"), "list.csv"))

    assert page.select_one("textarea").text.strip() == HEAD + "Zoë;;;"
    assert page.select_one("button[value=bring]")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Choose a file"),
        ("Amina;Yusuf", "The first line must name the columns"),
        (HEAD, "no people below"),
        (HEAD + "A;;;\n" * 501, "more than 500 lines"),
        ('name\n"' + "x" * 140_000, "can not be read"),
    ],
)
def test_what_is_no_list_is_answered_with_a_sentence(visitor, grace, programme, text, says):
    assert says in check(visitor, text).select_one("[role=alert]").text
    with pytest.raises(NoTable):
        rows_of(text)


def test_odd_text_is_kept_as_it_was_typed(visitor, grace, programme, odd, session):
    page = check(visitor, HEAD + odd)

    assert page.select_one("textarea").text.strip() == (HEAD + odd).strip()
    assert rows_made(session) == (0, 0)


def test_only_who_runs_the_programme_brings_people_in(visitor, make, programme, elsewhere):
    visitor.sign_in(make.learner(programme))
    visitor.get(HERE, status=403)
    visitor.post(HERE, status=403)
    visitor.get("/programme/people/alike", status=403)
    visitor.sign_in(make.coordinator(elsewhere, "Bo"))
    visitor.post(HERE, status=404, programme=programme.id, people=HEAD + "Zoë;;;", go="bring")


def test_nobody_sees_what_another_coordinator_brought_in(visitor, grace, make, programme, another):
    check(visitor, HEAD + "Zoë;;;")
    visitor.submit(button="Bring in")
    another.sign_in(make.coordinator(programme, "Bo"))

    assert "Zoë" not in another.get(visitor.location or visitor.path).text


def test_many_lines_cost_no_more_statements(visitor, grace, twelve, programme, count_queries):
    check(visitor, HEAD + "Zoë;;;")
    with count_queries() as few:
        visitor.submit(people=HEAD + "Zoë;;;", button="Check", status=422)
    lines = "".join(f"Person {number:03} X{number};p{number}@x.example;;\n" for number in range(60))
    with count_queries() as many:
        visitor.submit(people=HEAD + lines, button="Check", status=422)

    assert len(many) == len(few) <= 10


def test_names_with_other_accents_order_or_one_letter_are_alike():
    assert fold_name("Müller, José") == fold_name("jose MULLER")
    assert nearly("Amina Yusuf") & nearly("Amina Yussuf")
    assert not nearly("Amina Yusuf") & nearly("Amira Yilmaz")


def test_people_who_look_the_same_are_shown(visitor, grace, make, programme, elsewhere):
    first = make.learner(programme, "Rosa Delgado")
    make.membership(first, programme, "mentor")
    make.learner(programme, "Rosá  delgado")
    make.learner(elsewhere, "Rosa Delgado")
    make.learner(programme, "Olena")

    page = visitor.get("/programme/people/alike")

    assert len(page.select(".card")) == 1
    assert len(page.select(".card li")) == 2


def test_a_line_with_both_says_that_one_is_used(visitor, grace):
    visitor.get("/programme/people/import")
    head = "Name;E-mail;Phone\n"
    row = "Rosa;rosa@test.example;+34600100200"
    page = visitor.submit(people=head + row, status=422, button="Check")

    assert "one of them is used" in page.text


def test_people_whose_numbers_end_alike_are_shown(visitor, grace, make, programme, session):
    make.learner(programme, "Rosa").phone = "+34600100200"
    make.learner(programme, "Delgado").phone = "+44600100200"
    make.learner(programme, "Olena").phone = "+34600100201"
    session.commit()

    cards = visitor.get("/programme/people/alike").select(".card")

    assert len(cards) == 1
    assert {"Rosa", "Delgado"} <= set(cards[0].stripped_strings)


def test_a_new_name_is_compared_by_what_it_is_now(visitor, grace, make, programme, session):
    first = make.learner(programme, "Rosa Delgado")
    make.learner(programme, "Olena Bondar")
    session.commit()
    first.name = "BONDAR, Oléna"
    session.commit()

    assert first.name_folded == "bondarolena"
    assert len(visitor.get("/programme/people/alike").select(".card li")) == 2
