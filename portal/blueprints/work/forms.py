"""What may be typed about a work."""

from collections.abc import Container
from typing import Any, cast

import wtforms

from portal.blueprints.media.asking import words_of_asking
from portal.blueprints.work.actions import Typed
from portal.forms import Choice, Form, Line, LongText, StampedForm, uuid_or_none
from portal.markup import render
from portal.models import Criterion, Level, Version, VersionFile
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

LONGEST_ALT = 500


class NewWorkForm(Form):
    """Something the learner made, by its name."""

    title = Line(_l("What is it?"), required=_l("Say in a few words what it is"))


class DraftForm(StampedForm):
    """A draft: text, files with their words, marks; made for one version by `draft_form`."""

    text = LongText(_l("In your words"))
    changed = LongText(_l("What did you change?"))
    file = wtforms.MultipleFileField(_l("Add photos, recordings or files"))

    sent: Container[str] = ()  # the names of the fields that came
    version: Version

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check every field, and that the text came at all."""
        good = super().validate(*args, **kwargs)
        if "text" in self.sent:
            return good
        self.text.errors = [_("This did not arrive whole. Send it once more.")]
        return False

    def refuse_files(self, sentences: list[str]) -> None:
        """Say beside the box for files which were not taken, and why."""
        self.file.errors = sentences

    def alt(self, file: VersionFile) -> wtforms.Field:
        """Return the box for the words that stand for a file."""
        return self[alt_name(file)]

    def asked(self, file: VersionFile) -> wtforms.Field:
        """Return the tick that other people in a photo were asked."""
        return self[asked_name(file)]

    def mark(self, criterion: Criterion) -> wtforms.Field:
        """Return the choice of how far she is in a criterion."""
        return self[mark_name(criterion)]

    def typed(self) -> Typed:
        """Return what was typed, rendered: slow, so before the write; only when it is valid."""
        source = self.text.data or ""
        files = [file for file in self.version.files if alt_name(file) in self.sent]
        criteria = [one for one in criteria_of(self.version) if mark_name(one) in self.sent]
        return Typed(
            source=source,
            rendered=render(source),
            changed=(self.changed.data or "") if "changed" in self.sent else None,
            alts={file.media_id: self.alt(file).data or "" for file in files},
            asked={file.media_id: self.asked(file).data for file in files if file.media.is_photo},
            marks={one.id: uuid_or_none(self.mark(one).data) for one in criteria},
        )


def draft_form(version: Version, sent: Any = None) -> DraftForm:
    """Make the form of one version, filled with what was sent or else with what is saved."""
    fields: dict[str, Any] = {}
    for file in version.files:
        fields[alt_name(file)] = _alt_box(file)
        if file.media.is_photo:
            fields[asked_name(file)] = wtforms.BooleanField(words_of_asking())
    for criterion in criteria_of(version):
        fields[mark_name(criterion)] = _levels(criterion)
    kind = cast("type[DraftForm]", type("DraftForm", (DraftForm,), fields))
    form = kind(sent, data=None if sent is not None else _saved(version))
    if version.number == 1:
        del form.changed
    else:
        words = _("What did you change since version %(number)s?", number=version.number - 1)
        form.changed.label.text = words
    form.version = version
    form.sent = sent.keys() if sent is not None else ()
    return form


def criteria_of(version: Version) -> list[Criterion]:
    """Return the criteria of the version's rubric, in order."""
    return version.edition.criteria if version.edition else []


def marks_of(version: Version) -> list[tuple[Criterion, Level]]:
    """Return how far she says she is, criterion by criterion, leaving out what she left open."""
    said = {mark.criterion_id: mark.level_id for mark in version.self_marks}
    return [
        (criterion, level)
        for criterion in criteria_of(version)
        for level in criterion.levels
        if level.id == said.get(criterion.id)
    ]


def alt_name(file: VersionFile) -> str:
    """Name the box for the words of a file."""
    return f"alt-{file.media_id}"


def asked_name(file: VersionFile) -> str:
    """Name the tick that other people in a photo were asked."""
    return f"asked-{file.media_id}"


def mark_name(criterion: Criterion) -> str:
    """Name the choice of a level."""
    return f"mark-{criterion.id}"


def _alt_box(file: VersionFile) -> Any:
    if file.media.is_photo:
        label = _("Say in words what the photo shows")
    else:
        label = _("Say in words what is in it")
    return Line(label, max_length=LONGEST_ALT)


def _levels(criterion: Criterion) -> Any:
    levels = [(str(level.id), level.words) for level in criterion.levels]
    label = _("How far are you? %(criterion)s", criterion=criterion.name)
    return Choice(label, choices=[*levels, ("", _("I can not say yet"))])


def _saved(version: Version) -> dict[str, Any]:
    said = {mark.criterion_id: str(mark.level_id) for mark in version.self_marks}
    return {
        "stamp": version.stamp,
        "text": version.source,
        "changed": version.changed,
        **{alt_name(file): file.alt for file in version.files},
        **{asked_name(file): file.media.asked is not None for file in version.files},
        **{mark_name(one): said.get(one.id, "") for one in criteria_of(version)},
    }
