"""What the pages of work read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from portal.clock import today
from portal.models import (
    Criterion,
    Edition,
    Feedback,
    Media,
    Mentoring,
    Page,
    Person,
    Piece,
    Question,
    Share,
    Task,
    Version,
    VersionFile,
    Work,
)
from portal.policy.programmes import mentors_of, visible_tasks
from portal.policy.work import visible_versions, visible_works

PAGE = 20


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work in a list: how far it is, and where to go on."""

    id: UUID
    title: str
    state: str
    promised_on: date | None
    draft: int | None  # the number of the draft, if there is one
    saved_at: datetime | None
    sent: int | None
    sent_at: datetime | None
    answered: int | None  # the newest version that has an answer
    answered_at: datetime | None
    read_at: datetime | None


def find_work(session: Session, person: Person, work_id: UUID) -> Work | None:
    """Return a work that the person may see, with its task, programme and learner."""
    query = visible_works(person).where(Work.id == work_id)
    return session.scalar(query.options(*_around_work()))


def find_version(session: Session, person: Person, work_id: UUID, number: int) -> Version | None:
    """Return a version that the person may see, with all that belongs to it.

    That is: its work (task, programme, learner), edition with criteria and levels, files with
    media and variants, self-marks, and the feedback on it, which may be another's draft.
    """
    return session.scalar(_whole(visible_versions(person), work_id, number))


def find_held_version(
    session: Session, person: Person, work_id: UUID, number: int
) -> Version | None:
    """Lock the version until the transaction ends, then return it as `find_version` does."""
    lock = select(Version.id).where(Version.work_id == work_id, Version.number == number)
    session.execute(lock.with_for_update())
    return find_version(session, person, work_id, number)


def find_version_to_act(
    session: Session, person: Person, work_id: UUID, number: int
) -> Version | None:
    """Return the version with its work and feedback only, for what acts on it."""
    query = (
        visible_versions(person)
        .where(Version.work_id == work_id, Version.number == number)
        .options(*_with_work(), joinedload(Version.feedback))
    )
    return session.scalar(query)


def find_version_to_compare(
    session: Session, person: Person, work_id: UUID, number: int
) -> Version | None:
    """Return the version with its work and the names of its files."""
    query = (
        visible_versions(person)
        .where(Version.work_id == work_id, Version.number == number)
        .options(*_with_work(), with_names_of_files())
    )
    return session.scalar(query)


def with_names_of_files() -> ORMOption:
    """Load the files of versions with their media and who was asked, without copies."""
    return selectinload(Version.files).joinedload(VersionFile.media).joinedload(Media.asked)


def _whole(query: Select[Version], work_id: UUID, number: int) -> Select[Version]:
    return query.where(Version.work_id == work_id, Version.number == number).options(
        *_with_work(),
        joinedload(Version.edition).selectinload(Edition.criteria).selectinload(Criterion.levels),
        with_files(),
        selectinload(Version.self_marks),
        joinedload(Version.feedback),
        joinedload(Version.question).joinedload(Question.mentor),
    )


def with_files() -> ORMOption:
    """Load the files of versions with their media, copies and who was asked."""
    media = selectinload(Version.files).joinedload(VersionFile.media)
    return media.options(selectinload(Media.variants), joinedload(Media.asked))


def _around_work() -> tuple[ORMOption, ...]:
    return joinedload(Work.task), joinedload(Work.programme), joinedload(Work.learner)


def _with_work() -> tuple[ORMOption, ...]:
    work = contains_eager(Version.work)
    return (
        work.joinedload(Work.task),
        work.joinedload(Work.programme),
        work.joinedload(Work.learner),
    )


def versions_of(session: Session, person: Person, work: Work) -> Sequence[Version]:
    """Return the versions that the person may see, newest first, with files and feedback."""
    query = (
        visible_versions(person)
        .where(Version.work_id == work.id)
        .options(
            contains_eager(Version.work),
            with_names_of_files(),
            joinedload(Version.feedback).joinedload(Feedback.mentor),
            joinedload(Version.question),
        )
        .order_by(Version.number.desc())
    )
    return session.scalars(query).all()


def draft_number(session: Session, work: Work) -> int | None:
    """Return the number of the work's draft, if there is one."""
    return session.scalar(
        select(Version.number).where(Version.work_id == work.id, Version.sent_at.is_(None))
    )


def mentor_names(session: Session, work: Work) -> list[str]:
    """Return who sees what the learner sends: her mentors in the work's programme."""
    query = (
        mentors_of(work.learner_id)
        .where(Mentoring.programme_id == work.programme_id)
        .with_only_columns(Person.name)
        .order_by(Mentoring.created_at, Mentoring.id)
    )
    return list(session.scalars(query))


def live_links_to(session: Session, person: Person, work: Work) -> list[str]:
    """Return the labels of the person's live links that show a version of the work."""
    ways = (
        Share.piece_id == Piece.id,
        Share.page_id == Piece.page_id,
        Share.portfolio_id == Page.portfolio_id,
    )
    query = (
        select(Share.label)
        .select_from(Piece)
        .join(Page, Page.id == Piece.page_id)
        .join(Version, Version.id == Piece.version_id)
        .join(Share, or_(*ways))
        .where(
            Share.person_id == person.id,
            Share.off_at.is_(None),
            Share.ends_on >= today(person.zone),
            Version.work_id == work.id,
        )
        .order_by(Share.label)
        .distinct()
    )
    return list(session.scalars(query))


def task_for(session: Session, person: Person, task_id: UUID) -> Task | None:
    """Return a task that the person may see."""
    return session.scalar(visible_tasks(person).where(Task.id == task_id))


def works_of(session: Session, person: Person, *, skip: int = 0) -> list[WorkLine]:
    """Return one page of the person's own works, those last touched first, and one line more."""
    draft = Version.sent_at.is_(None)
    given = Feedback.given_at.is_not(None)
    touched = func.max(func.coalesce(Feedback.given_at, Version.sent_at, Version.saved_at))
    query = (
        select(
            Work.id,
            Work.title,
            Work.state,
            Work.promised_on,
            func.max(case((draft, Version.number))),
            func.max(case((draft, Version.saved_at))),
            func.max(case((~draft, Version.number))),
            func.max(Version.sent_at),
            func.max(case((given, Version.number))),
            func.max(Feedback.given_at),
            func.max(case((given, Feedback.read_at))),
        )
        .outerjoin(Version, Version.work_id == Work.id)
        .outerjoin(Feedback, Feedback.version_id == Version.id)
        .where(Work.learner_id == person.id)
        .group_by(Work.id)
        .order_by(touched.desc(), Work.id.desc())
        .limit(PAGE + 1)
        .offset(skip)
    )
    return [WorkLine(*row) for row in session.execute(query)]
