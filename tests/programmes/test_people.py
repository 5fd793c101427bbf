"""Who is in the programme: the list, one member, mentors, ending and letting in again."""

from datetime import date

import pytest

from portal.clock import today
from portal.models import DoorKey, LogLine, Membership, Mentoring


def test_people_are_listed_by_role_with_mentors_and_when_they_were_here(
    visitor, grace, make, programme
):
    amina = make.learner(programme, seen_on=date(2020, 3, 2))
    make.learner(programme, "Rosa Delgado")
    make.mentor(programme, amina)

    page = visitor.get("/programme/people")

    assert [head.text for head in page.select("h2")] == ["Learners", "Mentors", "Coordinators"]
    lines = [" ".join(item.text.split()) for item in page.select(".list > li")]
    assert lines[0].startswith("Amina Yusuf with Tom Okafor. Last here on Monday 2 March 2020")
    assert lines[1].startswith("Rosa Delgado no mentor Was not here yet")
    assert lines[2].startswith("Tom Okafor 1 learner.")


def test_the_list_is_narrowed_by_role_and_cohort(visitor, grace, make, programme):
    cohort = make.cohort(programme)
    rosa = make.person("Rosa Delgado")
    make.membership(rosa, programme, "learner", cohort_id=cohort.id)
    make.learner(programme)
    visitor.get("/programme/people")

    page = visitor.submit(who="learner", cohort=cohort.id)

    assert [link.text for link in page.select(".list > li > a")] == ["Rosa Delgado"]


def test_people_of_another_programme_are_never_seen(
    visitor, grace, make, elsewhere, member_of, settings
):
    lena = make.learner(elsewhere, "Lena Foreign")
    make.mentor(elsewhere, lena, name="Uwe Foreign")
    member, tie = member_of(lena), make.session.query(Mentoring).one()
    make.session.commit()

    assert "Foreign" not in visitor.get("/programme/people").text
    here = f"/programme/people/{member.id}"
    visitor.get(here, status=404)
    visitor.get(f"{here}/ending", status=404)
    for last in ("", "/ending", "/reopening", "/mentors", "/new-password"):
        visitor.post(here + last, status=404)
    visitor.post(f"/programme/mentorings/{tie.id}/ending", status=404)
    visitor.get("/settings")


def test_twenty_more_people_cost_no_more_statements(visitor, grace, make, programme, count_queries):
    amina = make.learner(programme)
    make.mentor(programme, amina)
    visitor.get("/programme/people")
    with count_queries() as few:
        visitor.get("/programme/people")
    for number in range(55):
        make.mentor(programme, make.learner(programme, f"Learner {number:02}"))
    with count_queries() as many:
        page = visitor.get("/programme/people")

    assert len(many) == len(few) <= 10
    assert len(page.select(".list > li")) == 50
    assert "Learner 52" in visitor.get("/programme/people?page=2").text


def test_cohort_and_description_are_changed(visitor, grace, make, programme, member_of, session):
    cohort, tom = make.cohort(programme), make.mentor(programme)
    amina = make.learner(programme)
    visitor.get(f"/programme/people/{member_of(amina).id}")
    visitor.submit(f"form[action$='{member_of(amina).id}']", cohort=cohort.id)
    visitor.get(f"/programme/people/{member_of(tom, 'mentor').id}")
    session.commit()
    visitor.submit("main form", about="cook for 20 years")

    session.expire_all()
    assert member_of(amina).cohort_id == cohort.id
    assert member_of(tom, "mentor").about == "cook for 20 years"
    assert session.query(LogLine).filter_by(verb="changed membership").count() == 2


def test_two_tabs_overwrite_no_description(visitor, grace, make, programme, member_of, session):
    tom = make.mentor(programme)
    member_id = member_of(tom, "mentor").id
    session.commit()
    stale = visitor.get(f"/programme/people/{member_id}")
    visitor.submit(about="first words")
    visitor.page = stale

    visitor.submit(about="second words", status=409)
    assert "first words" in visitor.page.text
    visitor.submit(button="Keep what I typed")
    assert member_of(tom, "mentor").about == "second words"


def test_two_tabs_show_both_cohorts_by_their_names(
    visitor, grace, make, programme, member_of, session
):
    day, evening = make.cohort(programme, "Day group"), make.cohort(programme, "Evening group")
    day_id, evening_id = day.id, evening.id
    amina = make.learner(programme)
    here = f"/programme/people/{member_of(amina).id}"
    stale = visitor.get(here)
    visitor.submit(f"form[action='{here}']", cohort=day_id)
    visitor.page = stale

    page = visitor.submit(f"form[action='{here}']", cohort=evening_id, status=409)
    assert [box.bdi.text for box in page.select(".pick")] == ["Day group", "Evening group"]
    visitor.submit(button="Keep what I typed")
    assert member_of(amina).cohort_id == evening_id


def test_mentors_are_added_and_ended(visitor, grace, make, programme, member_of, session):
    amina, mentor_id = make.learner(programme), make.mentor(programme).id
    member_id = member_of(amina).id
    first = visitor.get(f"/programme/people/{member_id}")
    visitor.submit("form[action$=mentors]", mentor=mentor_id)
    visitor.page = first
    visitor.submit("form[action$=mentors]", mentor=mentor_id)
    assert session.query(Mentoring).one().ended_on is None
    session.commit()

    visitor.submit("form[action*=mentorings]")

    session.expire_all()
    assert session.query(Mentoring).one().ended_on == today()
    session.commit()
    visitor.submit("form[action$=mentors]", mentor=mentor_id)
    assert session.query(Mentoring).count() == 2


def test_only_mentors_of_the_programme_are_offered(
    visitor, grace, make, programme, elsewhere, member_of, session
):
    amina, stranger = make.learner(programme), make.mentor(elsewhere, name="Uwe")
    member_id = member_of(amina).id
    session.commit()
    visitor.get(f"/programme/people/{member_id}")

    for person_id in ("", stranger.id, amina.id, "nonsense"):
        visitor.submit("form[action$=mentors]", mentor=person_id, status=422)
    assert session.query(Mentoring).count() == 0


def test_a_mentor_is_given_to_learners_only(visitor, grace, make, programme, member_of, session):
    tom, jo = make.mentor(programme), make.mentor(programme, name="Jo")
    member_id = member_of(tom, "mentor").id
    session.commit()

    visitor.post(f"/programme/people/{member_id}/mentors", mentor=jo.id, status=403)


def test_ending_a_membership_asks_first_and_ends_its_mentorings(
    visitor, grace, make, programme, member_of, session
):
    amina = make.learner(programme)
    make.mentor(programme, amina)
    member_id = member_of(amina).id
    session.commit()
    visitor.get(f"/programme/people/{member_id}")
    page = visitor.get(f"/programme/people/{member_id}/ending")
    assert "Tom Okafor" in page.text

    visitor.submit(button="End it")

    session.expire_all()
    assert member_of(amina).ended_on == today()
    assert session.query(Mentoring).one().ended_on == today()
    session.commit()
    assert "Amina Yusuf" in visitor.page.text
    visitor.get(f"/programme/people/{member_id}")
    visitor.submit(button="Let in again")
    session.expire_all()
    assert member_of(amina).ended_on is None
    assert session.query(Mentoring).one().ended_on == today()


def test_ending_one_role_leaves_the_other(visitor, grace, make, programme, member_of, session):
    tom = make.mentor(programme, make.learner(programme))
    make.membership(tom, programme, "learner")
    make.mentoring(programme, tom, make.mentor(programme, name="Jo"))
    member_id = member_of(tom).id
    session.commit()
    visitor.get(f"/programme/people/{member_id}/ending")

    visitor.submit(button="End it")

    session.expire_all()
    ended = {tie.mentor_id == tom.id: tie.ended_on for tie in session.query(Mentoring)}
    assert ended == {True: None, False: today()}


def test_the_last_coordinator_stays(visitor, grace, member_of, session):
    member_id = member_of(grace, "coordinator").id
    session.commit()
    visitor.get(f"/programme/people/{member_id}/ending")

    page = visitor.submit(status=422)

    assert "Nobody else" in page.select_one("[role=alert]").text
    assert member_of(grace, "coordinator").ended_on is None


def test_an_ended_coordinator_is_refused_at_the_next_request(
    visitor, another, grace, make, programme, member_of, session
):
    bo = make.coordinator(programme, "Bo")
    another.sign_in(bo)
    another.get("/programme/")
    member_id = member_of(bo, "coordinator").id
    session.commit()
    visitor.get(f"/programme/people/{member_id}/ending")
    visitor.submit()

    another.get("/programme/", status=403)
    another.get(f"/programme/people/{member_id}", status=404)


def test_ending_a_membership_withdraws_its_link_to_a_new_password(
    visitor, grace, make, programme, member_of, session
):
    member_id = member_of(make.learner(programme)).id
    session.commit()
    visitor.post(f"/programme/people/{member_id}/new-password")
    assert session.query(DoorKey).count() == 1
    session.commit()
    visitor.get(f"/programme/people/{member_id}/ending")
    visitor.submit()

    assert session.query(DoorKey).count() == 0
    assert session.query(Membership).filter(Membership.ended_on.is_not(None)).count() == 1


@pytest.mark.parametrize("role", ["learner", "mentor"])
def test_who_does_not_run_the_programme_finds_nobody(
    visitor, make, programme, member_of, role, session
):
    amina = make.learner(programme)
    member_id = member_of(amina).id
    session.commit()
    visitor.sign_in(getattr(make, role)(programme, name="Other"))

    visitor.get(f"/programme/people/{member_id}", status=404)
    visitor.post(f"/programme/people/{member_id}/ending", status=404)
    visitor.get("/settings")
