"""Where one is signed in, and ending it from afar."""

import pytest

from portal.blueprints.accounts.device_words import device_words

HERE = "/settings/devices"


def test_one_device_is_ended_from_another(visitor, another, make):
    amina = make.person()
    another.sign_in(amina)
    visitor.sign_in(amina)
    visitor.get(HERE)
    assert len(visitor.page.select(".list li")) == 2

    visitor.submit(".list form")

    another.get("/settings", status=303)
    assert len(visitor.get(HERE).select(".list li")) == 1


def test_all_others_are_ended_and_this_one_stays(visitor, another, make):
    amina = make.person()
    another.sign_in(amina)
    visitor.sign_in(amina)
    visitor.get(HERE)

    visitor.submit(f"form[action='{HERE}/ending']")

    another.get("/settings", status=303)
    visitor.get("/settings")


def test_nobody_ends_the_visit_of_another(visitor, another, make):
    amina, bo = make.person(), make.person("Bo")
    another.sign_in(amina)
    visitor.sign_in(bo)

    visitor.post(f"{HERE}/{another.visit_id}/ending", status=404)
    another.get("/settings")


def test_twenty_more_devices_cost_no_more(visitor, another, make, count_queries):
    amina = make.person()
    visitor.sign_in(amina)
    with count_queries() as few:
        visitor.get(HERE)
    for _number in range(20):
        another.sign_in(amina)
    with count_queries() as many:
        visitor.get(HERE)

    assert len(many) == len(few) <= 10


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Linux; Android 8.1.0; SM-J530F) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/80.0.3987.99 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 12_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("", "A phone or computer"),
        ("<script>", "A phone or computer"),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(agent, words):
    assert device_words(agent) == words
