"""Her links: making, copying, ending them, and the days on which they were opened."""

from datetime import timedelta

import pytest

from portal.blueprints.shares.addresses import in_three_months
from portal.clock import today
from portal.models import Opening, Share, ShareAnswer
from tests.odd import ODD_TEXTS


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def amina(make, programme):
    return make.learner(programme)


@pytest.fixture
def portfolio(make, amina):
    return make.portfolio(amina)


@pytest.fixture
def kitchen(make, portfolio):
    return make.page(portfolio)


def address_on(page):
    return page.select_one("#address")["value"].removeprefix("http://localhost")


def test_she_makes_a_link_and_copies_it_again_later(visitor, another, amina, kitchen):
    visitor.sign_in(amina)
    page = visitor.get(f"/portfolio/links/new?page={kitchen.id}")
    assert page.select_one("#ends_on")["value"] == in_three_months(today()).isoformat()

    page = visitor.submit(label="Bakery job, June")

    address = address_on(page)
    assert len(address) == len("/p/") + 22
    assert another.get(address).h1.text == "In the kitchen"
    assert address_on(visitor.get(visitor.path)) == address


def test_a_link_needs_a_name_and_a_day_that_is_not_over(visitor, amina, kitchen):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/links/new?page={kitchen.id}")

    yesterday = today() - timedelta(days=1)
    page = visitor.submit(label=" ", ends_on=yesterday.isoformat(), status=422)
    assert page.select_one("#label-wrong").text == "Enter who it is for"
    assert "is over" in page.select_one("#ends_on-wrong").text

    late = today() + timedelta(days=800)
    page = visitor.submit(label="Bakery", ends_on=late.isoformat(), status=422)
    assert "two years" in page.select_one("#ends_on-wrong").text
    assert page.select_one("#label")["value"] == "Bakery"


@pytest.mark.parametrize("day", ["soon", "31.2.2027", "9" * 500, "2026-11"])
def test_a_day_that_is_none_is_said_beside_the_box(visitor, amina, kitchen, make, day):
    visitor.sign_in(amina)
    link = make.share(amina, "secret", page_id=kitchen.id)

    page = visitor.post(
        f"/portfolio/links/?page={kitchen.id}", label="Bakery job", ends_on=day, status=422
    )
    assert page.select_one("#ends_on-wrong").text.strip() == "Write the day like this: 27/11/2026."
    assert page.select_one("#label")["value"] == "Bakery job"
    assert page.select_one("#ends_on")["value"] == day

    visitor.post(f"/portfolio/links/{link.id}/end", ends_on=day, stamp=link.stamp, status=422)


@pytest.mark.parametrize("day", ["", " ", "\n"])
def test_without_a_day_she_is_asked_for_it(visitor, amina, kitchen, day):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/links/new?page={kitchen.id}")
    page = visitor.submit(label="Bakery job", ends_on=day, status=422)
    assert page.select_one("#ends_on-wrong").text.strip() == "Enter the last day"


def test_the_same_form_twice_is_one_link(visitor, amina, portfolio, session):
    visitor.sign_in(amina)
    form = visitor.get("/portfolio/links/new")
    visitor.submit(label="Bakery")
    visitor.page = form

    visitor.submit(label="Bakery")

    assert session.query(Share).count() == 1


def test_a_link_that_is_switched_off_is_gone_at_once(visitor, another, amina, kitchen):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/links/new?page={kitchen.id}")
    address = address_on(visitor.submit(label="Bakery"))
    another.get(address)

    page = visitor.submit("form[action$='switching-off']")

    assert another.get(address, status=410).h1.text == "This link has ended"
    assert not page.select_one("#address")


def test_a_replaced_address_ends_and_the_new_one_opens(visitor, another, amina, kitchen, session):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/links/new?page={kitchen.id}")
    old = address_on(visitor.submit(label="Bakery"))
    another.get(old)

    new = address_on(visitor.submit("form[action$='replacing']"))

    assert new != old
    another.get(old, status=410)
    another.get(f"{old}/answer", status=410)
    assert another.get(new).h1.text == "In the kitchen"
    assert len(visitor.get("/portfolio/links/").select(".list > li")) == 1


def test_the_address_is_replaced_once_from_two_tabs(visitor, another, amina, kitchen):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/links/new?page={kitchen.id}")
    stale = visitor.submit(label="Bakery")
    new = address_on(visitor.submit("form[action$='replacing']"))
    visitor.page = stale

    visitor.submit("form[action$='replacing']", status=303)
    other = BeautifulOther(visitor)

    other.post_replacing(status=409)
    another.get(new)


class BeautifulOther:
    """The same form from a second tab: its own key, the same stale stamp."""

    def __init__(self, visitor):
        self.visitor = visitor

    def post_replacing(self, *, status):
        path = self.visitor.path.split("#")[0]
        self.visitor.post(f"{path}/replacing", stamp=1, status=status)


def test_another_last_day(visitor, another, amina, kitchen, make, session):
    share = make.share(amina, "secret", page_id=kitchen.id)
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/links/{share.id}")
    day = today() + timedelta(days=7)

    visitor.submit("form[action$='end']", ends_on=day.isoformat())

    session.expire_all()
    assert session.get(Share, share.id).ends_on == day


def test_two_tabs_do_not_overwrite_the_last_day(visitor, amina, kitchen, make):
    share = make.share(amina, "secret", page_id=kitchen.id)
    visitor.sign_in(amina)
    stale = visitor.get(f"/portfolio/links/{share.id}")
    visitor.submit("form[action$='end']", ends_on=today().isoformat())
    visitor.page = stale

    later = today() + timedelta(days=3)
    page = visitor.submit("form[action$='end']", ends_on=later.isoformat(), status=409)

    assert [box.text.strip() for box in page.select("textarea")] == [
        today().isoformat(),
        later.isoformat(),
    ]


def test_what_is_off_can_not_be_changed_any_more(visitor, amina, kitchen, make):
    share = make.share(amina, "secret", page_id=kitchen.id)
    visitor.sign_in(amina)
    visitor.post(f"/portfolio/links/{share.id}/switching-off")
    visitor.post(f"/portfolio/links/{share.id}/switching-off")

    visitor.post(f"/portfolio/links/{share.id}/replacing", stamp=2, status=403)
    visitor.post(f"/portfolio/links/{share.id}/end", stamp=2, status=403)


def test_the_days_are_shown_and_robots_apart(visitor, amina, kitchen, make):
    share = make.share(amina, "secret", page_id=kitchen.id)
    make.keep(Opening(share_id=share.id, day=today(), times=2, scans=1))
    visitor.sign_in(amina)

    page = visitor.get("/portfolio/links/")
    assert "Opened on 1 day" in page.select_one(".list li").text

    page = visitor.get(f"/portfolio/links/{share.id}")
    days = page.select_one(".list li").text
    assert "opened 2 times" in days
    assert "1 time by what may be a scanner" in days


def test_she_reads_the_answers_she_got(visitor, amina, kitchen, make):
    share = make.share(amina, "secret", page_id=kitchen.id)
    make.keep(
        ShareAnswer(share_id=share.id, name="Jo <Baker>", reach="jo@x.example", words="Come.\n\nJo")
    )
    visitor.sign_in(amina)

    page = visitor.get(f"/portfolio/links/{share.id}")

    card = page.select_one(".card").text
    assert "Jo <Baker>" in card
    assert "jo@x.example" in card
    assert "1 answer" in visitor.get("/portfolio/links/").select_one(".list li").text


@pytest.mark.parametrize("label", ODD_TEXTS)
def test_odd_labels_are_shown_as_typed(visitor, amina, portfolio, label):
    visitor.sign_in(amina)
    visitor.get("/portfolio/links/new")

    assert visitor.submit(label=label).h1.text == label


def test_who_can_see_a_piece_is_said_and_true(visitor, amina, kitchen, make, programme, session):
    make.piece(kitchen)
    sent = make.sent(make.work(amina, programme))
    make.piece(kitchen, position=2, version_id=sent.id)
    visitor.sign_in(amina)
    words = [one.text for one in visitor.get("/portfolio/").select(".seen")]
    assert words == ["Only you can see this.", "You can see this, and the mentors you sent it to."]

    ends = today() + timedelta(days=30)
    share = make.share(amina, "secret", page_id=kitchen.id, ends_on=ends)
    words = [one.text for one in visitor.get("/portfolio/").select(".seen")]
    assert [text.startswith("Everybody who has the link “Bakery job, June”") for text in words] == [
        True,
        False,
        True,
    ]

    visitor.post(f"/portfolio/links/{share.id}/switching-off")
    assert len(visitor.get("/portfolio/").select(".seen")) == 2


@pytest.mark.parametrize("who", ["bogdan", "tom", "grace"])
def test_nobody_else_finds_her_links(visitor, amina, kitchen, make, programme, who):
    share = make.share(amina, "secret", page_id=kitchen.id)
    piece = make.piece(kitchen)
    others = {
        "bogdan": lambda: make.learner(programme, "Bogdan Melnyk"),
        "tom": lambda: make.mentor(programme, amina),
        "grace": lambda: make.coordinator(programme),
    }
    visitor.sign_in(others[who]())

    visitor.get(f"/portfolio/links/{share.id}", status=404)
    visitor.get(f"/portfolio/links/new?page={kitchen.id}", status=404)
    visitor.get(f"/portfolio/links/new?piece={piece.id}", status=404)
    visitor.get("/portfolio/links/new", status=404)
    for act in ("end", "replacing", "switching-off"):
        visitor.post(f"/portfolio/links/{share.id}/{act}", status=404)
    for target in ({"page": kitchen.id}, {"piece": piece.id}, {}):
        visitor.post(
            "/portfolio/links/", label="x", ends_on=today().isoformat(), status=404, **target
        )


def test_twenty_more_links_cost_no_more_statements(visitor, amina, kitchen, make, count_queries):
    make.share(amina, "one", page_id=kitchen.id)
    visitor.sign_in(amina)
    visitor.get("/portfolio/links/")
    with count_queries() as few:
        visitor.get("/portfolio/links/")
    for number in range(20):
        make.share(amina, f"secret {number}", page_id=kitchen.id)

    with count_queries() as many:
        visitor.get("/portfolio/links/")

    assert len(many) == len(few) <= 10
