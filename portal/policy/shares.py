"""Who may see and do what by a share link: nobody signs in, the address is the key."""

from datetime import date

from portal.models import Media, Person, Share
from portal.policy.media import keeps_a_place


def is_live(is_off: bool, ends_on: date, day: date) -> bool:
    """A link opens until it is switched off, and on its last day too."""
    return not is_off and day <= ends_on


def may_change_share(person: Person, share: Share) -> bool:
    """The person who made a link changes it until she switches it off."""
    return share.person_id == person.id and share.off_at is None


def may_give_file(media: Media) -> bool:
    """A picture, film or recording may hold a place: only our own variants of it go out."""
    return not keeps_a_place(media)
