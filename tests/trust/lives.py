"""A person with something in every table, all of it with one word in it that nobody else has."""

from datetime import timedelta
from types import SimpleNamespace

from portal import jobs, log
from portal.blueprints.search.rows import write_rows
from portal.blueprints.search.things import Kind
from portal.clock import now, today
from portal.ids import new_id
from portal.models import (
    Addition,
    Away,
    Card,
    Code,
    Consent,
    DoorKey,
    Export,
    FormKey,
    HeldFile,
    HeldPost,
    Hour,
    Mail,
    Notice,
    Opening,
    PaperCode,
    Phrase,
    PieceSkill,
    Question,
    Reply,
    Report,
    SecondFactor,
    SelfMark,
    ShareAnswer,
    Upload,
    UploadPart,
    Visit,
    Wish,
)

WORD = "Zebrafinch"
ODD = "زقزاق"  # the same in a script that JSON and pages write otherwise


def words(text="said"):
    return f"{text} {WORD} {ODD}"


def whole_life(make, session, storage):
    """Make a learner who used everything, her mentor, another learner and a coordinator."""
    w = SimpleNamespace(programme=make.programme())
    w.her = make.learner(
        w.programme, words("Amina"), phone="+447700900999", goals=words(), times=words()
    )
    w.her.email = f"{WORD}@test.example"
    w.other = make.learner(w.programme, "Bo Lind")
    w.her_id = w.her.id
    w.mentor = make.mentor(w.programme, w.her, w.other)
    w.mentor_id = w.mentor.id
    w.coordinator = make.coordinator(w.programme)
    w.edition = make.rubric(w.programme)
    w.criterion = make.criteria(w.edition)[0]
    w.level = make.levels(w.criterion)[1]
    w.skill = make.skill(w.programme)
    make.keep(Card(person_id=w.her.id, programme_id=w.programme.id, **_hashes(1), ends_on=today()))
    w.photo = make.photo(w.her, words("shelf") + ".jpg", key="media/hers")
    for key in ("media/hers", *(one.key for one in _variants(session, w.photo))):
        storage.put(key, words("bytes").encode(), "image/jpeg")
    _works(make, w)
    _shown(make, w)
    _account(make, w, storage)
    _told(make, session, w)
    session.commit()
    return w


def _hashes(number):
    return {"secret_hash": f"{number:064}", "typed_hash": f"{number:064}"}


def _variants(session, photo):
    session.refresh(photo, ["variants"])
    return photo.variants


def _works(make, w):
    inside = {"programme_id": w.programme.id}
    w.work = make.work(w.her, w.programme, title=words("Storing"))
    w.draft = make.draft(
        w.work, words("typed"), number=2, edition_id=w.edition.id, changed=words("changed")
    )
    make.attach(w.draft, w.photo, alt=words("a shelf"))
    w.sent = make.sent(w.work, words("sent"), number=1)
    w.feedback = make.given(w.sent, w.mentor, summary=words("good"))
    make.mark(w.feedback, w.level, w.criterion, comment=words("level"))
    w.note = make.note(w.feedback, words("which day?"), exact=WORD)
    w.reply = make.reply(w.note, w.her, words("Wednesday"))
    make.keep(Reply(note_id=w.note.id, author_id=w.mentor.id, words=words("thanks"), **inside))
    make.keep(
        Addition(feedback_id=w.feedback.id, author_id=w.mentor.id, words=words("also"), **inside)
    )
    mark = {"criterion_id": w.criterion.id, "level_id": w.level.id}
    make.keep(SelfMark(version_id=w.draft.id, **mark, **inside))
    w.question = make.keep(
        Question(version_id=w.draft.id, author_id=w.her.id, words=words("enough?"), **inside)
    )
    make.step(w.her, words("label"), feedback_id=w.feedback.id, **inside)
    make.step(w.her, words("own"), done_at=now(), done_words=words("done"), done_work_id=w.work.id)
    w.reflection = make.reflection(w.her, words("I think"), feedback_id=w.feedback.id)


def _shown(make, w):
    w.portfolio = make.portfolio(w.her, words("My work"))
    w.page = make.page(w.portfolio, words("Kitchen"))
    piece = make.piece(w.page, source=words(), html=f"<p>{words()}</p>", shows=words("shows"))
    make.piece(w.page, position=2, media_id=w.photo.id, alt=words("alt"))
    make.keep(PieceSkill(piece_id=piece.id, skill_id=w.skill.id))
    w.share = make.share(w.her, "hers", portfolio_id=w.portfolio.id, label=words("Bakery"))
    make.share(w.her, "piece", piece_id=piece.id, label=words("Piece"))
    make.keep(Opening(share_id=w.share.id, day=today(), times=3))
    said = {"name": words("Baker"), "reach": words("phone"), "words": words("Come!")}
    make.keep(ShareAnswer(share_id=w.share.id, **said))


def _account(make, w, storage):
    her = {"person_id": w.her.id}
    make.keep(Visit(secret_hash="v" * 64, device=words("phone"), seen_on=today(), **her))
    make.keep(Code(typed_hash="c" * 64, ends_at=now(), **her))
    make.keep(SecondFactor(secret=WORD, **her))
    make.keep(PaperCode(code_hash="p" * 64, **her))
    make.keep(
        HeldPost(
            secret_hash="h" * 64, path="/work/", fields=[["text", words()]], trusted=True,
            ends_at=now() + timedelta(hours=9), **her
        )
    )  # fmt: skip
    held = {"field": "file", "name": words("held"), "type": "text/plain", "bytes": 4}
    make.keep(HeldFile(secret_hash="h" * 64, position=1, key="held/hers/1", **held))
    storage.put("held/hers/1", words().encode(), "text/plain")
    make.keep(FormKey(owner=str(w.her.id), key="k" * 16, digest="d" * 64, location="/work/"))
    door = {"kind": "invitation", "programme_id": w.programme.id, "role": "learner"}
    ends = {"ends_at": now() + timedelta(days=3)}
    make.keep(DoorKey(secret_hash="1" * 64, email=w.her.email.upper(), **door, **ends))
    make.keep(DoorKey(secret_hash="2" * 64, person_id=w.her.id, name=words(), **door, **ends))
    make.keep(Phrase(mentor_id=w.her.id, words=words("phrase")))
    days = {"mentor_id": w.her.id, "programme_id": w.programme.id}
    make.keep(Away(starts_on=today(), ends_on=today(), **days))
    make.keep(Hour(weekday=1, words=words("after eight"), **days))
    export = make.keep(Export(key="exports/hers", state="ready", bytes=4, **ends, **her))
    storage.put("exports/hers", words().encode(), "application/zip")
    w.export = export
    upload = make.keep(Upload(bytes=4, arrived=4, about=words("filename"), **ends, **her))
    storage.put("uploads/hers", words().encode(), "application/octet-stream")
    make.keep(UploadPart(upload_id=upload.id, start=0, bytes=4, key="uploads/hers"))
    make.keep(Consent(kind="photo", words=words("I asked"), media_id=w.photo.id, **her))
    make.keep(
        Report(
            kind="note", subject_id=w.note.id, programme_id=w.programme.id, words=words("rude"),
            answer=words("seen"), answered_at=now(), **her
        )
    )  # fmt: skip


def _told(make, session, w):
    inside = {"programme_id": w.programme.id}
    says = {"name": w.her.name, "title": w.work.title, "number": 1, "of": str(w.sent.id)}
    told = {"kind": "new_work", "path": f"/queue/{w.sent.id}", "says": says}
    w.notice = make.keep(
        Notice(person_id=w.mentor.id, subject_id=w.sent.id, about_id=w.her.id, **told, **inside)
    )
    answered = {"name": "Tom", "title": w.work.title, "number": 1}
    make.keep(
        Notice(
            person_id=w.her.id, kind="feedback", subject_id=w.feedback.id, path="/", says=answered
        )
    )
    _mail(make, f"notice:{w.notice.id}", w.mentor.email, w.mentor.id)
    several = f"Another\nhttp://x/queue/1\n\nHers\nhttp://x{w.notice.path}\n"
    _mail(make, f"notice:{new_id()}", w.mentor.email, w.mentor.id, says=several)
    _mail(make, "receipt:hers", w.her.email, w.her.id)
    _mail(make, "invitation:hers", w.her.email.upper(), None)
    _mail(make, "text:hers", w.her.phone, None)
    make.keep(Wish(person_id=w.her.id, kind="feedback", channel="none"))
    write_rows(session, Kind.VERSION, [w.sent.id, w.draft.id])
    write_rows(session, Kind.FEEDBACK, [w.feedback.id])
    jobs.enqueue(session, "work.receipt", subject_id=w.sent.id, once_key=f"receipt:{WORD}")
    jobs.enqueue(session, "x.y", subject_id=w.mentor.id, once_key=f"x:{w.her.id}")
    about = {"about_id": w.her.id, "programme_id": w.programme.id}
    log.record(session, "sent", person_id=w.her.id, ref=WORD, subject_id=w.sent.id, **about)
    log.record(session, "answered", person_id=w.mentor.id, ref=WORD, **about)


def _mail(make, key, address, person_id, *, says=""):
    said = {"subject": "" if says else words("sent"), "body": says + words("body")}
    make.keep(Mail(once_key=key, address=address, person_id=person_id, sent_at=now(), **said))
