"""Who may see which file: the original of a photo is its owner's alone."""

from sqlalchemy import Select, and_, or_, select

from portal.models import Media, Person, Upload, Version, VersionFile, Work
from portal.policy.programmes import mentors
from portal.policy.questions import asked_about


def visible_media(person: Person) -> Select[Media]:
    """Select one's own files, and those in versions of learners one mentors.

    Those are the versions that they have sent, and a draft with an open question.
    """
    in_sent = (
        select(VersionFile.media_id)
        .join(Version, Version.id == VersionFile.version_id)
        .join(Work, Work.id == Version.work_id)
        .where(
            VersionFile.media_id == Media.id,
            or_(Version.sent_at.is_not(None), asked_about()),
            mentors(person, Work.learner_id, Work.programme_id),
        )
    )
    return select(Media).where(or_(Media.person_id == person.id, and_(in_sent.exists())))


def may_get_original(person: Person, media: Media) -> bool:
    """The owner gets the file as it came; others only when it is no picture, film or recording."""
    return media.person_id == person.id or not keeps_a_place(media)


def keeps_a_place(media: Media) -> bool:
    """Tell whether the file as it came may say where it was made."""
    return media.type.startswith(("image/", "video/", "audio/"))


def visible_uploads(person: Person) -> Select[Upload]:
    """Select one's own files on their way; nobody else's exist for her."""
    return select(Upload).where(Upload.person_id == person.id)
