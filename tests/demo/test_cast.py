"""The people of the demo are those that the portal promises."""

import re
from collections import Counter

from portal.demo.story.pieces import CONTENT
from portal.models.programmes import Role


def keys(things):
    return {thing.key for thing in things}


def people_with(story, role):
    return {
        membership.person
        for programme in story.programmes
        for membership in programme.memberships
        if membership.role is role
    }


def test_the_counts_are_those_that_were_asked_for(story):
    harbour, northside = story.programmes

    assert (len(harbour.cohorts), len(northside.cohorts)) == (2, 0)
    assert len(people_with(story, Role.LEARNER)) == 12
    assert len(people_with(story, Role.MENTOR)) == 3
    assert len(people_with(story, Role.COORDINATOR)) == 1
    assert len(harbour.skills) == 6
    assert (len(story.tasks), len(story.rubrics), len(story.portfolios)) == (4, 3, 2)


def test_the_promised_sign_ins_exist(story):
    emails = {person.email: person.name for person in story.people}

    assert emails["learner@demo.example"] == "Amina Yusuf"
    assert emails["learner2@demo.example"] == "Bogdan Melnyk"
    assert emails["mentor@demo.example"] == "Tom Okafor"
    assert {"mentor2@demo.example", "coordinator@demo.example"} <= emails.keys()
    assert len(emails) == len(story.people)


def test_no_address_leads_outside_the_demo():
    for path in CONTENT.rglob("*.*"):
        found = re.findall(r"[\w.+-]+@([\w.-]+\w)", path.read_text(encoding="utf-8"))
        assert all(re.fullmatch(r"(.+\.)?demo\.example", host) for host in found), path


def test_the_story_is_told_in_several_languages_and_scripts(story):
    texts = {version.text.language for work in story.works for version in work.versions}

    assert {"en", "ar", "uk", "vi", "es", "fr"} <= texts
    assert {person.language for person in story.people} >= {"en", "ar", "uk", "vi", "es", "fr"}


def test_memberships_and_mentorings_name_people_who_are_there(story):
    for programme in story.programmes:
        roles = {(member.person, member.role) for member in programme.memberships}
        assert {person for person, _ in roles} <= keys(story.people)
        cohorts = {member.cohort for member in programme.memberships if member.cohort}
        assert cohorts <= keys(programme.cohorts)
        for pair in programme.mentorings:
            assert {(pair.mentor, Role.MENTOR), (pair.learner, Role.LEARNER)} <= roles


def test_a_learner_is_in_one_programme_and_has_a_mentor_there(story):
    homes = Counter(
        member.person
        for programme in story.programmes
        for member in programme.memberships
        if member.role is Role.LEARNER
    )
    mentored = {pair.learner for programme in story.programmes for pair in programme.mentorings}

    assert set(homes.values()) == {1}
    assert mentored == homes.keys()


def test_criteria_point_to_skills_and_have_four_levels_of_which_two_are_met(story):
    skills = {programme.key: keys(programme.skills) for programme in story.programmes}
    for rubric in story.rubrics:
        assert len(rubric.criteria) == 4
        for criterion in rubric.criteria:
            assert criterion.skill in skills[rubric.programme]
            assert [level.met for level in criterion.levels] == [False, False, True, True]


def test_every_task_has_its_rubric(story):
    assert {task.rubric for task in story.tasks} == keys(story.rubrics)
