"""Reflections, steps, portfolios and links of the story name what is there."""

from collections import Counter

from portal.models.programmes import Role


def sent(story, person):
    return {
        (work.key, number)
        for work in story.works
        if work.learner == person
        for number, version in enumerate(work.versions, 1)
        if version.sent
    }


def pieces(portfolio):
    return [piece for page in portfolio.pages for piece in page.pieces]


def test_reflections_are_about_what_the_person_did(story):
    for reflection in story.reflections:
        own = sent(story, reflection.person)
        if reflection.work:
            assert reflection.work in {key for key, _ in own}, reflection.key
        if reflection.answer_to:
            assert (reflection.work, reflection.answer_to) in own


def test_some_reflections_are_shared_and_some_are_not(story):
    shared = Counter(bool(reflection.shared) for reflection in story.reflections)

    assert min(shared[True], shared[False]) >= 5
    assert all(bool(each.shared) == bool(each.shared_in) for each in story.reflections)


def test_reflections_are_shared_where_the_person_learns(story):
    homes = {
        member.person: programme.key
        for programme in story.programmes
        for member in programme.memberships
        if member.role is Role.LEARNER
    }
    for reflection in story.reflections:
        assert reflection.shared_in in (None, homes[reflection.person])


def test_own_steps_are_open_and_done(story):
    assert {bool(step.done) for step in story.steps} == {True, False}


def test_a_piece_is_one_thing_and_it_is_hers(story):
    reflections = {(each.person, each.key) for each in story.reflections}
    for portfolio in story.portfolios:
        for piece in pieces(portfolio):
            kinds = [piece.work, piece.reflection, piece.picture, piece.text]
            assert sum(kind is not None for kind in kinds) == 1, piece.key
            if piece.work:
                assert (piece.work, piece.version) in sent(story, portfolio.person)
            if piece.reflection:
                assert (portfolio.person, piece.reflection) in reflections


def test_pieces_say_what_they_show_and_name_skills(story):
    skills = {skill.key for skill in story.programmes[0].skills}
    for portfolio in story.portfolios:
        assert all(piece.shows and set(piece.skills) <= skills for piece in pieces(portfolio))


def test_links_lead_to_one_thing_of_their_portfolio(story):
    for portfolio in story.portfolios:
        pages = {page.key for page in portfolio.pages}
        for share in portfolio.shares:
            assert sum([share.portfolio, share.page is not None, share.piece is not None]) == 1
            assert share.page is None or share.page in pages
            assert share.piece is None or share.piece in {piece.key for piece in pieces(portfolio)}
            assert all(opening.day.days >= share.made.days for opening in share.openings)


def test_one_link_is_live_one_is_off_and_one_has_ended(story):
    shares = [share for portfolio in story.portfolios for share in portfolio.shares]

    assert [share for share in shares if not share.off and share.ends.days > 0]
    assert [share for share in shares if share.off]
    assert [share for share in shares if share.ends.days < 0]
