"""The rules as tables: who sees and may do what, with every kind of person in one small world."""

import inspect
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.clock import now, today
from portal.models import (
    Away,
    Consent,
    DoorKey,
    Export,
    Feedback,
    Membership,
    Note,
    Notice,
    Person,
    Phrase,
    Piece,
    Question,
    Upload,
    Version,
    Work,
)
from portal.policy import (
    accounts,
    closing,
    consents,
    exports,
    feedback,
    media,
    notes,
    notices,
    portfolios,
    programmes,
    questions,
    reflections,
    reports,
    steps,
    work,
)
from portal.policy import shares as share_rules
from tests.sources import modules

PEOPLE = {
    "amina": "the learner",
    "tom": "her mentor",
    "sara": "her other mentor",
    "ruth": "a mentor of the same programme, but of others",
    "olaf": "he mentored her once",
    "vera": "she mentors her on paper, but left the programme",
    "grace": "the coordinator",
    "bo": "another learner",
    "ines": "a learner who left",
    "miro": "her mentor in another programme",
    "nina": "the coordinator of another programme",
    "paul": "signed in, and nothing anywhere",
}
HERS, HER_MENTORS = {"amina"}, {"tom", "sara"}
SHOWN = HERS | HER_MENTORS
MEMBERS = {"amina", "tom", "sara", "ruth", "olaf", "grace", "bo"}
NOBODY: set[str] = set()

VISIBLE = [
    (work.visible_works, "work_draft", HERS),
    (work.visible_works, "work_waiting", SHOWN),
    (work.visible_works, "work_begun", SHOWN),
    (work.visible_works, "work_answered", SHOWN),
    (work.visible_works, "work_of_ines", {"ines"}),
    (work.visible_versions, "draft", HERS),
    (work.visible_versions, "waiting", SHOWN),
    (work.visible_versions, "answered", SHOWN),
    (work.visible_versions, "next_draft", HERS),
    (feedback.visible_feedback, "begun", {"tom"}),
    (feedback.visible_feedback, "given", SHOWN),
    (work.visible_versions, "asked_draft", SHOWN),
    (work.visible_versions, "answered_draft", HERS),
    (work.visible_works, "work_asked", HERS),
    (media.visible_media, "asked_photo", SHOWN),
    (media.visible_media, "answered_photo", HERS),
    (questions.visible_questions, "question", SHOWN),
    (questions.visible_questions, "answered_question", HERS),
    (feedback.visible_open_answers, "begun", {"tom", "grace"}),
    (feedback.visible_open_answers, "given", NOBODY),
    (feedback.visible_ties, "mentoring", {"tom", "grace"}),
    (feedback.visible_phrases, "phrase", {"tom"}),
    (feedback.visible_aways, "away", {"tom"}),
    (notices.visible_notices, "notice", HERS),
    (notices.visible_notices, "notice_of_tom", {"tom"}),
    (notices.visible_notices, "notice_of_olaf", NOBODY),
    (notices.visible_notices, "notice_of_grace", {"grace"}),
    (notices.visible_notices, "notice_of_nina", NOBODY),
    (notes.visible_notes, "note_begun", {"tom"}),
    (notes.visible_notes, "note_given", SHOWN),
    (reports.visible_replies, "reply_begun", {"tom"}),
    (reports.visible_replies, "reply_given", SHOWN),
    (reports.visible_additions, "addition", SHOWN),
    (reports.visible_reports, "report", {"amina", "grace"}),
    (steps.visible_steps, "own_step", HERS),
    (steps.visible_steps, "step_here", SHOWN),
    (steps.visible_steps, "step_begun", NOBODY),
    (steps.visible_steps, "step_given", SHOWN),
    (reflections.visible_reflections, "private", HERS),
    (reflections.visible_reflections, "shared", SHOWN),
    (reflections.visible_reflections, "shared_elsewhere", {"amina", "miro"}),
    (reflections.visible_prompts, "prompt", MEMBERS),
    (media.visible_media, "loose_photo", HERS),
    (media.visible_uploads, "upload", HERS),
    (media.visible_media, "draft_photo", HERS),
    (media.visible_media, "sent_photo", SHOWN),
    (portfolios.visible_portfolios, "portfolio", HERS),
    (portfolios.visible_pages, "page", HERS),
    (portfolios.visible_pieces, "piece", HERS),
    (portfolios.visible_shares, "share", HERS),
    (consents.visible_consents, "word", HERS),
    (exports.visible_exports, "export", HERS),
    (programmes.visible_programmes, "programme", {"grace"}),
    (programmes.visible_cohorts, "cohort", {"grace"}),
    (programmes.visible_memberships, "membership", {"grace"}),
    (programmes.visible_mentorings, "mentoring", {"grace"}),
    (programmes.visible_door_keys, "door", {"grace"}),
    (programmes.visible_door_keys, "used_door", NOBODY),
    (programmes.visible_skills, "skill", MEMBERS),
    (programmes.visible_rubrics, "rubric", MEMBERS),
    (programmes.visible_tasks, "task", MEMBERS),
]

MAY = [
    (work.may_change_draft, "draft", HERS),
    (work.may_change_draft, "waiting", NOBODY),
    (work.may_come_to_sending, "draft", HERS),
    (work.may_come_to_sending, "waiting", HERS),
    (work.may_send, "draft", HERS),
    (work.may_send, "waiting", NOBODY),
    (work.may_send, "draft_of_ines", NOBODY),
    (work.may_take_back, "draft", NOBODY),
    (work.may_take_back, "waiting", HERS),
    (work.may_take_back, "version_begun", NOBODY),
    (work.may_take_back, "answered", NOBODY),
    (work.may_start_next, "work_answered", HERS),
    (work.may_start_next, "work_waiting", NOBODY),
    (work.may_start_next, "work_draft", NOBODY),
    (work.may_answer, "draft", NOBODY),
    (work.may_answer, "waiting", {"tom", "sara", "ruth", "olaf"}),
    (work.may_answer, "version_begun", {"tom"}),
    (work.may_answer, "answered", NOBODY),
    (feedback.may_change_feedback, "begun", {"tom"}),
    (feedback.may_change_feedback, "given", NOBODY),
    (feedback.may_sit_at_desk, "waiting", {"tom", "sara", "ruth", "olaf"}),
    (feedback.may_be_giving, "begun", {"tom"}),
    (feedback.may_be_giving, "given", {"tom"}),
    (questions.may_ask, "draft", HERS),
    (questions.may_ask, "draft_of_ines", NOBODY),
    (questions.may_answer_question, "question", HER_MENTORS),
    (feedback.may_take_over, "version_left", {"tom", "sara", "ruth", "olaf"}),
    (feedback.may_take_over, "version_begun", NOBODY),
    (feedback.may_take_over, "waiting", NOBODY),
    (feedback.may_take_over, "answered", NOBODY),
    (feedback.may_hand_over_answer, "begun", {"tom", "grace"}),
    (feedback.may_hand_over_answer, "given", NOBODY),
    (feedback.may_hand_over_learner, "mentoring", {"tom", "grace"}),
    (feedback.may_hand_over_learner, "ended_mentoring", NOBODY),
    (feedback.may_add_to_answer, "given", {"tom"}),
    (feedback.may_add_to_answer, "begun", NOBODY),
    (notes.may_change_note, "note_begun", {"tom"}),
    (notes.may_change_note, "note_given", NOBODY),
    (notes.may_write_note, "note_begun", {"tom"}),
    (notes.may_mark_note, "note_given", HERS),
    (notes.may_mark_note, "note_begun", NOBODY),
    (notes.may_reply, "note_given", SHOWN),
    (notes.may_reply, "note_begun", NOBODY),
    (reports.may_report, "reply_given", HER_MENTORS),
    (reports.may_report, "addition", {"amina", "sara"}),
    (reports.may_answer_report, "report", {"grace"}),
    (steps.may_change_step, "own_step", HERS),
    (steps.may_change_step, "step_given", HERS),
    (steps.may_change_own_words, "own_step", HERS),
    (steps.may_change_own_words, "step_given", NOBODY),
    (reflections.may_change_reflection, "private", HERS),
    (reflections.may_change_reflection, "shared", NOBODY),
    (reflections.may_share_reflection, "private", HERS),
    (reflections.may_share_reflection, "shared", HERS),
    (reflections.may_change_prompt, "prompt", {"grace"}),
    (media.may_get_original, "sent_photo", HERS),
    (media.may_get_original, "sent_file", SHOWN),
    (share_rules.may_change_share, "share", HERS),
    (consents.may_withdraw, "word", HERS),
    (consents.may_withdraw, "word_withdrawn", NOBODY),
    (consents.may_withdraw, "word_for_terms", NOBODY),
    (share_rules.may_change_share, "share_off", NOBODY),
    (programmes.may_run, "programme", {"grace"}),
    (programmes.may_run, "cohort", {"grace"}),
    (programmes.may_run, "membership", {"grace"}),
    (programmes.may_run, "mentoring", {"grace"}),
    (programmes.may_run, "door", {"grace"}),
    (programmes.may_run, "skill", {"grace"}),
    (programmes.may_run, "rubric", {"grace"}),
    (programmes.may_run, "task", {"grace"}),
    (programmes.may_change_mentors, "membership", {"grace"}),
    (programmes.may_change_mentors, "mentors_membership", NOBODY),
    (programmes.may_change_mentors, "ended_membership", NOBODY),
    (programmes.may_give_new_password, "membership", {"grace"}),
    (programmes.may_turn_off_second_factor, "mentors_membership", {"grace"}),
    (programmes.may_turn_off_second_factor, "membership", NOBODY),  # she learns elsewhere too
    (programmes.may_give_new_password, "ended_membership", NOBODY),
    (exports.may_take_home, "export", HERS),
    (exports.may_take_home, "export_waiting", NOBODY),
]
WITHOUT_A_PERSON = {
    portfolios.may_be_drawn: [("piece_sent", True), ("piece_taken_back", False), ("piece", True)],
    share_rules.may_give_file: [("sent_file", True), ("sent_photo", False)],
}
# Asked only about what the person sees already: the row tells whom of those it lets.
AMONG_THOSE_WHO_SEE = {
    questions.may_answer_question,
    notes.may_reply,
    media.may_get_original,
    reports.may_report,
}


@pytest.fixture
def world(make, session):
    """One of each, around Amina in the programme here."""
    w = SimpleNamespace(programme=make.programme(), elsewhere=make.programme("Other House"))
    _bring_in_people(make, session, w)
    _make_programme_things(make, w)
    _make_works(make, w)
    _make_own_things(make, session, w)
    session.expunge_all()
    return w


def _bring_in_people(make, session, w):
    here, there = w.programme, w.elsewhere
    w.amina = make.learner(here, "Amina")
    w.bo, w.ines = make.learner(here, "Bo"), make.learner(here, "Ines")
    w.tom, w.sara = (make.mentor(here, w.amina, name=name) for name in ("Tom", "Sara"))
    w.ruth = make.mentor(here, w.bo, name="Ruth")
    w.olaf, w.vera = (make.mentor(here, w.amina, name=name) for name in ("Olaf", "Vera"))
    w.grace, w.nina = make.coordinator(here), make.coordinator(there, "Nina")
    make.membership(w.amina, there, "learner")
    w.miro = make.mentor(there, w.amina, name="Miro")
    w.paul = make.person("Paul")
    w.mentoring = session.query(programmes.Mentoring).filter_by(mentor_id=w.tom.id).one()
    w.ended_mentoring = session.query(programmes.Mentoring).filter_by(mentor_id=w.olaf.id).one()
    w.ended_mentoring.ended_on = today()
    for left in (w.vera, w.ines):
        session.query(Membership).filter_by(person_id=left.id).one().ended_on = today()
    session.commit()
    own = session.query(Membership).filter_by(programme_id=here.id)
    w.membership = own.filter_by(person_id=w.amina.id).one()
    w.mentors_membership = own.filter_by(person_id=w.tom.id).one()
    w.ended_membership = own.filter_by(person_id=w.ines.id).one()


def _make_programme_things(make, w):
    w.cohort, w.skill = make.cohort(w.programme), make.skill(w.programme)
    edition = make.rubric(w.programme)
    w.rubric = make.session.get(programmes.Rubric, edition.rubric_id)
    w.task = make.task(w.programme, edition)
    w.prompt = make.prompt(w.programme)
    w.door, w.used_door = (
        make.keep(
            DoorKey(
                kind="invitation",
                programme_id=w.programme.id,
                role="learner",
                secret_hash=secret * 64,
                ends_at=now() + timedelta(days=7),
                used_at=used,
            )
        )
        for secret, used in (("a", None), ("b", now()))
    )


def _make_works(make, w):
    names = ("work_draft", "work_waiting", "work_begun", "work_answered")
    for name in names:
        setattr(w, name, make.work(w.amina, w.programme, title=name))
    w.work_of_ines = make.work(w.ines, w.programme)
    w.draft_of_ines = make.draft(w.work_of_ines)
    w.draft, w.waiting = make.draft(w.work_draft), make.sent(w.work_waiting)
    w.version_begun, w.answered = make.sent(w.work_begun), make.sent(w.work_answered)
    w.begun = make.feedback(w.version_begun, w.tom)
    w.version_left = make.sent(make.work(w.amina, w.programme, title="left behind"))
    make.feedback(w.version_left, w.olaf)
    w.given = make.given(w.answered, w.tom)
    w.next_draft = make.draft(w.work_answered, number=2)
    w.note_begun, w.note_given = make.note(w.begun), make.note(w.given)
    w.reply_begun, w.reply_given = (
        make.reply(note, w.amina) for note in (w.note_begun, w.note_given)
    )
    w.addition = make.addition(w.given)
    w.report = make.report(w.amina, w.addition)
    for name, answer in (("asked", None), ("answered", "It is enough.")):
        its_work = make.work(w.amina, w.programme, title=f"{name} draft")
        draft, photo = make.draft(its_work), make.photo(w.amina)
        make.attach(draft, photo)
        setattr(w, f"{name}_draft", draft)
        setattr(w, f"{name}_photo", photo)
        question = Question(
            programme_id=w.programme.id,
            version_id=draft.id,
            author_id=w.amina.id,
            words="Is it enough?",
            answer=answer,
            answered_at=now() if answer else None,
        )
        setattr(w, "answered_question" if answer else "question", make.keep(question))
        w.work_asked = its_work if answer is None else w.work_asked
    with_files = make.work(w.amina, w.programme, title="with files")
    sent_now = make.draft(with_files)
    w.loose_photo, w.draft_photo, w.sent_photo = (make.photo(w.amina) for _number in range(3))
    w.upload = make.keep(
        Upload(person_id=w.amina.id, bytes=9, about="", ends_at=now() + timedelta(days=1))
    )
    w.sent_file = make.photo(w.amina, "list.pdf", type="application/pdf", width=None, height=None)
    make.attach(w.draft, w.draft_photo)
    make.attach(sent_now, w.sent_photo)
    make.attach(sent_now, w.sent_file, position=2)
    sent_now.sent_at, sent_now.digest, sent_now.receipt = now(), "d" * 64, "R-1"
    make.session.commit()


def _make_own_things(make, session, w):
    here = {"programme_id": w.programme.id}
    w.own_step, w.step_here = make.step(w.amina), make.step(w.amina, **here)
    w.step_begun = make.step(w.amina, feedback_id=w.begun.id, **here)
    w.step_given = make.step(w.amina, feedback_id=w.given.id, **here)
    shared = {"shared_at": now()}
    w.private = make.reflection(w.amina)
    w.shared = make.reflection(w.amina, shared_in_id=w.programme.id, **shared)
    w.shared_elsewhere = make.reflection(w.amina, shared_in_id=w.elsewhere.id, **shared)
    w.phrase = make.keep(Phrase(mentor_id=w.tom.id, words="A date on every label"))
    about = {"programme_id": w.programme.id, "about_id": w.amina.id}
    w.notice = make.keep(_notice(w.amina))
    w.notice_of_tom = make.keep(_notice(w.tom, **about))
    w.notice_of_olaf = make.keep(_notice(w.olaf, **about))
    w.notice_of_grace = make.keep(_notice(w.grace, programme_id=w.programme.id))
    w.notice_of_nina = make.keep(_notice(w.nina, programme_id=w.programme.id))
    days = {"starts_on": today(), "ends_on": today()}
    w.away = make.keep(Away(mentor_id=w.tom.id, programme_id=w.programme.id, **days))
    photo = {"person_id": w.amina.id, "kind": "photo", "words": "I asked them."}
    w.word = make.keep(Consent(media_id=w.sent_photo.id, **photo))
    w.word_withdrawn = make.keep(Consent(media_id=w.sent_photo.id, withdrawn_at=now(), **photo))
    w.word_for_terms = make.keep(Consent(**(photo | {"kind": "terms"})))
    w.export, w.export_waiting = (
        make.keep(Export(person_id=w.amina.id, state=state, ends_at=now()))
        for state in ("ready", "waiting")
    )
    w.portfolio = make.portfolio(w.amina)
    w.page = make.page(w.portfolio)
    w.piece = make.piece(w.page)
    w.piece_sent = make.piece(w.page, version_id=w.answered.id)
    w.piece_taken_back = make.piece(w.page, version_id=w.draft.id)
    w.share = make.share(w.amina, "s", portfolio_id=w.portfolio.id)
    w.share_off = make.share(w.amina, "o", portfolio_id=w.portfolio.id, off_at=now())


def _notice(person, **values):
    row = {"kind": "report", "subject_id": person.id, "path": "/", "says": {"answered": False}}
    return Notice(person_id=person.id, **row, **values)


def person_of(session, world, name):
    """Load the person as a request does: with the memberships."""
    query = select(Person).where(Person.id == getattr(world, name).id)
    return session.scalars(query.options(selectinload(Person.memberships))).one()


TO_WORK = joinedload(Version.work)
LOADED = {
    Version: [TO_WORK.joinedload(Work.mentorings), joinedload(Version.feedback)],
    Feedback: [joinedload(Feedback.version).options(TO_WORK)],
    Note: [joinedload(Note.feedback).joinedload(Feedback.version).options(TO_WORK)],
    Membership: [joinedload(Membership.person).selectinload(Person.memberships)],
    Piece: [joinedload(Piece.version)],
    Work: [],
}


def thing_of(session, world, name):
    """Load the thing with what rules ask of it."""
    thing = getattr(world, name)
    kind = type(thing)
    query = select(kind).where(kind.id == thing.id).options(*LOADED.get(kind, []))
    return session.scalars(query).unique().one()


def test_everybody_sees_what_the_table_says_and_nothing_else(world, session):
    wrong = []
    for rule, name, expected in VISIBLE:
        thing = getattr(world, name)
        for who in PEOPLE:
            query = rule(person_of(session, world, who)).where(type(thing).id == thing.id)
            sees = session.scalar(query) is not None
            if sees is not (who in expected):
                wrong.append(f"{rule.__name__}: {who} ({PEOPLE[who]}) sees {name}: {sees}")
    assert not wrong, "\n".join(wrong)


def test_everybody_may_do_what_the_table_says_and_nothing_else(world, session):
    wrong = []
    seen = {name: set_of for _rule, name, set_of in VISIBLE} | {"sent_file": SHOWN}
    for rule, name, expected in MAY:
        thing = thing_of(session, world, name)
        for who in sorted(PEOPLE if rule not in AMONG_THOSE_WHO_SEE else seen[name]):
            may = rule(person_of(session, world, who), thing)
            if may is not (who in expected):
                wrong.append(f"{rule.__name__}: {who} ({PEOPLE[who]}), {name}: {may}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("rule", WITHOUT_A_PERSON, ids=lambda rule: rule.__name__)
def test_what_goes_out_by_a_link_is_as_the_table_says(world, session, rule):
    for name, expected in WITHOUT_A_PERSON[rule]:
        assert rule(thing_of(session, world, name)) is expected, name


@pytest.mark.parametrize(
    ("off", "ends_in", "live"), [(None, 1, True), (None, 0, True), (None, -1, False), (1, 1, False)]
)
def test_a_link_lives_until_it_is_switched_off_or_ends(off, ends_in, live):
    off_at = now() if off else None

    assert share_rules.is_live(off_at, today() + timedelta(days=ends_in), today()) is live


def test_a_key_to_an_account_goes_only_to_who_runs_all_that_it_opens(world, session, make):
    amina, bo, ines = (person_of(session, world, name) for name in ("amina", "bo", "ines"))
    grace, nina = person_of(session, world, "grace"), person_of(session, world, "nina")

    assert programmes.may_hand_over_key(grace, bo)
    assert not programmes.may_hand_over_key(nina, bo)
    assert not programmes.may_hand_over_key(grace, amina), "she learns elsewhere too"
    assert not programmes.may_hand_over_key(nina, amina)
    assert programmes.may_hand_over_key(grace, ines)
    assert not programmes.may_hand_over_key(nina, ines), "what she made here is still hers"


def test_who_sees_what_is_not_hers_may_ask_more_of_who_signs_in(world, session):
    may = {who for who in PEOPLE if accounts.may_use_second_factor(person_of(session, world, who))}

    assert may == {"tom", "sara", "ruth", "olaf", "grace", "miro", "nina"}


def test_one_closes_only_ones_own_account_and_leaves_no_programme_alone(world, session):
    grace, nina = person_of(session, world, "grace"), person_of(session, world, "nina")

    assert closing.may_close(grace, closing.Leaving(grace, (), answered=True))
    assert not closing.may_close(grace, closing.Leaving(grace, ("Harbour",), answered=False))
    assert not closing.may_close(nina, closing.Leaving(grace, (), answered=False))


def test_every_rule_stands_in_a_table():
    tabled = {rule for rule, *_row in (*VISIBLE, *MAY)} | WITHOUT_A_PERSON.keys()
    tabled |= {programmes.may_hand_over_key, accounts.may_use_second_factor}
    tabled |= {closing.may_close}
    rules = {
        function
        for name in modules()
        if name.startswith("portal.policy.")
        for function in vars(import_module(name)).values()
        if inspect.isfunction(function) and function.__module__ == name
        if function.__name__.startswith(("visible_", "may_"))
    }
    missing = sorted(f"{rule.__module__}.{rule.__name__}" for rule in rules - tabled)
    assert not missing, f"Give each a row: {missing}"
