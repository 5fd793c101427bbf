"""Makes things for tests, with believable defaults; say only what the test is about."""

import hashlib
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session, selectinload

from portal import tokens
from portal.clock import now, today
from portal.models import (
    Addition,
    Cohort,
    Consent,
    Criterion,
    Edition,
    Feedback,
    FirstStep,
    Level,
    Mark,
    Media,
    Membership,
    Mentoring,
    Note,
    Page,
    Person,
    Piece,
    Portfolio,
    Programme,
    Prompt,
    Reflection,
    Reply,
    Report,
    Rubric,
    Share,
    Skill,
    Step,
    Task,
    Variant,
    Version,
    VersionFile,
    Work,
)

LEVELS = (("Not yet", False), ("On the way", False), ("Achieved", True), ("Strong", True))


class Factory:
    """Makes and commits; every method returns the thing."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.numbers = count(1)

    def keep(self, thing: Any) -> Any:
        self.session.add(thing)
        self.session.commit()
        return thing

    def person(self, name: str = "Amina Yusuf", **values: Any) -> Person:
        values.setdefault("email", f"person{next(self.numbers)}@test.example")
        quiet = {"quiet_from": 0, "quiet_to": 0}  # none, so that tests run at any hour
        values = quiet | {"first_step": FirstStep.FINISHED} | values
        agreed = values.pop("agreed", True)
        person = self.keep(Person(name=name, **values))
        if agreed:
            self.keep(Consent(person_id=person.id, kind="terms", words="Your work stays yours."))
        return person

    def known(self, person: Person) -> Person:
        """Load the person with the memberships that the policy asks for."""
        loaded = selectinload(Person.memberships)
        return self.session.get_one(Person, person.id, options=[loaded], populate_existing=True)

    def programme(self, name: str = "Harbour Skills", **values: Any) -> Programme:
        return self.keep(Programme(name=name, **values))

    def cohort(self, programme: Programme, name: str = "Evening group") -> Cohort:
        ends = today() + timedelta(days=200)
        return self.keep(
            Cohort(programme_id=programme.id, name=name, starts_on=today(), ends_on=ends)
        )

    def membership(
        self, person: Person, programme: Programme, role: str = "learner", **values: Any
    ) -> Membership:
        return self.keep(
            Membership(person_id=person.id, programme_id=programme.id, role=role, **values)
        )

    def learner(self, programme: Programme, name: str = "Amina Yusuf", **values: Any) -> Person:
        person = self.person(name, **values)
        self.membership(person, programme, "learner")
        return person

    def mentor(self, programme: Programme, *learners: Person, name: str = "Tom Okafor") -> Person:
        person = self.person(name)
        self.membership(person, programme, "mentor", about="head cook for 11 years")
        for learner in learners:
            self.mentoring(programme, learner, person)
        return person

    def coordinator(self, programme: Programme, name: str = "Grace Lindqvist") -> Person:
        person = self.person(name)
        self.membership(person, programme, "coordinator")
        return person

    def mentoring(self, programme: Programme, learner: Person, mentor: Person) -> Mentoring:
        return self.keep(
            Mentoring(programme_id=programme.id, learner_id=learner.id, mentor_id=mentor.id)
        )

    def skill(self, programme: Programme, name: str = "Safe food") -> Skill:
        position = next(self.numbers)
        return self.keep(Skill(programme_id=programme.id, position=position, name=name))

    def rubric(
        self, programme: Programme, *names: str, title: str = "Keeping food safe", **values: Any
    ) -> Edition:
        """Make a rubric of one edition with these criteria, four levels each."""
        rubric = self.keep(Rubric(programme_id=programme.id))
        edition = self.keep(
            Edition(programme_id=programme.id, rubric_id=rubric.id, number=1, title=title, **values)
        )
        for position, name in enumerate(names or ("Checks every delivery", "Labels and dates"), 1):
            self.criterion(edition, name, position)
        self.session.refresh(edition)
        return edition

    def criterion(self, edition: Edition, name: str, position: int = 1) -> Criterion:
        criterion = self.keep(
            Criterion(
                programme_id=edition.programme_id,
                edition_id=edition.id,
                position=position,
                name=name,
            )
        )
        for place, (level, met) in enumerate(LEVELS, 1):
            words = f"{name}: {level.lower()}, said in a sentence."
            self.session.add(
                Level(
                    programme_id=edition.programme_id,
                    criterion_id=criterion.id,
                    position=place,
                    name=level,
                    words=words,
                    met=met,
                )
            )
        self.session.commit()
        return criterion

    def criteria(self, edition: Edition) -> list[Criterion]:
        """Return the criteria of an edition in their order."""
        query = self.session.query(Criterion).filter_by(edition_id=edition.id)
        return query.order_by(Criterion.position).all()

    def levels(self, criterion: Criterion) -> list[Level]:
        """Return the levels of a criterion in their order."""
        query = self.session.query(Level).filter_by(criterion_id=criterion.id)
        return query.order_by(Level.position).all()

    def task(self, programme: Programme, edition: Edition | None = None, **values: Any) -> Task:
        values.setdefault("title", "Take in a delivery")
        values.setdefault("words", "Take in one delivery from the van to the shelf.")
        edition_id = edition.id if edition else None
        return self.keep(Task(programme_id=programme.id, edition_id=edition_id, **values))

    def work(
        self, learner: Person, programme: Programme, *, task: Task | None = None, **values: Any
    ) -> Work:
        """Make a work with no version yet."""
        values.setdefault("title", task.title if task else "Storing food safely")
        return self.keep(
            Work(
                learner_id=learner.id,
                programme_id=programme.id,
                task_id=task.id if task else None,
                **values,
            )
        )

    def draft(self, work: Work, source: str = "The van came at seven.", **values: Any) -> Version:
        values.setdefault("number", 1)
        values.setdefault("saved_at", now())
        values.setdefault("html", f"<p>{source}</p>")
        return self.keep(
            Version(
                programme_id=work.programme_id,
                work_id=work.id,
                source=source,
                plain=source,
                **values,
            )
        )

    def sent(self, work: Work, source: str = "The van came at seven.", **values: Any) -> Version:
        """Make a sent version; the work waits for an answer."""
        number = next(self.numbers)
        values.setdefault("sent_at", now())
        values.setdefault("digest", hashlib.sha256(source.encode()).hexdigest())
        values.setdefault("receipt", f"TEST-{number:04}")
        version = self.draft(work, source, **values)
        work.state, work.promised_on = "sent", today() + timedelta(days=4)
        self.session.commit()
        return version

    def photo(self, person: Person, name: str = "shelf.jpg", **values: Any) -> Media:
        """Make a photo's row with one variant; nothing is stored for it."""
        number = next(self.numbers)
        defaults: dict[str, Any] = {
            "sha256": f"{number:064x}",
            "bytes": 38_000,
            "type": "image/jpeg",
            "state": "ready",
            "key": f"media/{number}",
            "width": 1600,
            "height": 1200,
        }
        media = self.keep(Media(person_id=person.id, name=name, **(defaults | values)))
        if media.state == "ready" and media.width:
            for width in (320, 640, 1280):
                self.session.add(
                    Variant(
                        media_id=media.id,
                        name=str(width),
                        type="image/jpeg",
                        width=width,
                        height=width * 3 // 4,
                        bytes=width * 50,
                        key=f"variants/{number}/{width}",
                    )
                )
            self.session.commit()
        return media

    def attach(self, version: Version, media: Media, *, position: int = 1, alt: str = "") -> None:
        """Put a file into a draft."""
        self.keep(
            VersionFile(
                version_id=version.id,
                media_id=media.id,
                programme_id=version.programme_id,
                position=position,
                alt=alt,
            )
        )

    def feedback(self, version: Version, mentor: Person, **values: Any) -> Feedback:
        """Begin an answer: a draft that only the mentor sees."""
        values.setdefault("saved_at", now())
        return self.keep(
            Feedback(
                programme_id=version.programme_id,
                version_id=version.id,
                mentor_id=mentor.id,
                **values,
            )
        )

    def given(
        self, version: Version, mentor: Person, *, outcome: str = "revise", **values: Any
    ) -> Feedback:
        """Give an answer: the work takes the state of its outcome."""
        work = self.session.get_one(Work, version.work_id)
        work.state = outcome
        return self.feedback(version, mentor, outcome=outcome, given_at=now(), **values)

    def mark(
        self, feedback: Feedback, level: Level | None, criterion: Criterion, **values: Any
    ) -> Mark:
        return self.keep(
            Mark(
                feedback_id=feedback.id,
                criterion_id=criterion.id,
                programme_id=feedback.programme_id,
                edition_id=criterion.edition_id,
                level_id=level.id if level else None,
                **values,
            )
        )

    def note(self, feedback: Feedback, words: str = "Which day?", **values: Any) -> Note:
        """Pin a note: to the first five characters of the text unless told otherwise."""
        if "media_id" in values:
            place: dict[str, Any] = {"kind": "spot", "x": 0.5, "y": 0.25}
        else:
            place = {
                "kind": "words",
                "start": 0,
                "stop": 7,
                "exact": "The van",
                "before": "",
                "after": "",
            }
        return self.keep(
            Note(
                programme_id=feedback.programme_id,
                version_id=feedback.version_id,
                feedback_id=feedback.id,
                words=words,
                **(place | values),
            )
        )

    def reply(
        self, note: Note, author: Person, words: str = "Wednesday. I will write it."
    ) -> Reply:
        return self.keep(
            Reply(programme_id=note.programme_id, note_id=note.id, author_id=author.id, words=words)
        )

    def step(
        self, person: Person, words: str = "Write the date on the label", **values: Any
    ) -> Step:
        return self.keep(Step(person_id=person.id, words=words, **values))

    def prompt(self, programme: Programme, words: str = "What was new?", **values: Any) -> Prompt:
        return self.keep(Prompt(programme_id=programme.id, words=words, **values))

    def reflection(
        self, person: Person, words: str = "I label first now.", **values: Any
    ) -> Reflection:
        return self.keep(Reflection(person_id=person.id, words=words, **values))

    def portfolio(self, person: Person, title: str = "Amina's work") -> Portfolio:
        return self.keep(Portfolio(person_id=person.id, title=title))

    def page(self, portfolio: Portfolio, title: str = "In the kitchen", position: int = 1) -> Page:
        return self.keep(Page(portfolio_id=portfolio.id, title=title, position=position))

    def piece(self, page: Page, *, position: int = 1, **values: Any) -> Piece:
        """Make a piece: a text unless told otherwise."""
        if not {"version_id", "reflection_id", "media_id"} & values.keys():
            values = {"source": "I cook.", "html": "<p>I cook.</p>"} | values
        return self.keep(Piece(page_id=page.id, position=position, **values))

    def share(
        self, person: Person, secret: str, *, ends_on: date | None = None, **values: Any
    ) -> Share:
        values.setdefault("label", "Bakery job, June")
        return self.keep(
            Share(
                person_id=person.id,
                secret_hash=tokens.hash_of(secret),
                ends_on=ends_on or today() + timedelta(days=30),
                **values,
            )
        )

    def report(self, person: Person, thing: Any, **values: Any) -> Report:
        """Report words to the coordinators of their programme."""
        kinds = {Note: "note", Reply: "reply", Feedback: "feedback", Addition: "addition"}
        values.setdefault("words", "This hurts me.")
        return self.keep(
            Report(
                person_id=person.id,
                programme_id=thing.programme_id,
                kind=kinds[type(thing)],
                subject_id=thing.id,
                **values,
            )
        )

    def addition(self, feedback: Feedback, words: str = "One more thing.") -> Addition:
        """Add words to a given answer, by the mentor who gave it."""
        return self.keep(
            Addition(
                programme_id=feedback.programme_id,
                feedback_id=feedback.id,
                author_id=feedback.mentor_id,
                words=words,
            )
        )
