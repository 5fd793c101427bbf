"""Who may see which notices."""

from sqlalchemy import Select, and_, or_, select

from portal.models import Notice, Person, Role
from portal.policy.programmes import mentors, programmes_of


def visible_notices(person: Person) -> Select[Notice]:
    """Select one's own notices; those of a programme only while one has that role in it.

    What names a learner to a mentor is out of sight when he mentors her no more.
    """
    run = programmes_of(person, Role.COORDINATOR)
    seen = or_(
        Notice.programme_id.is_(None),
        mentors(person, Notice.about_id, Notice.programme_id),
        and_(Notice.about_id.is_(None), Notice.programme_id.in_(run)),
    )
    return select(Notice).where(Notice.person_id == person.id, seen)
