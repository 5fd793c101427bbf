"""What a message says of one piece of news, or of several at once: a line and a link each."""

from collections.abc import Sequence

from portal.blueprints.notices import wording
from portal.blueprints.notices.letters import Letter
from portal.blueprints.notices.queries import short_path
from portal.models import News, Notice
from portal.words import gettext as _
from portal.words import ngettext


def kinds_in(news: Sequence[Notice]) -> list[News]:
    """Return the kinds of this news, each once."""
    return list(dict.fromkeys(News(each.kind) for each in news))


def letter_of(news: Sequence[Notice], base_url: str) -> Letter:
    """Return the mail about one notice, or about several: a line and a link for each."""
    lines = [wording.line(News(each.kind), each.says) for each in news]
    if len(news) == 1:
        more = wording.more(News(news[0].kind), news[0].says)
        return Letter(lines[0], (f"{lines[0]}.", *more), news[0].path)
    others = len(news) - 1
    subject = ngettext(
        "%(line)s, and one more", "%(line)s, and %(num)s more", others, line=lines[0]
    )
    parts = [f"{line}\n{base_url}{each.path}" for line, each in zip(lines, news, strict=True)]
    begin = _("This is new since your quiet hours began:")
    end = _("All of it, in the portal:")
    return Letter(subject, (begin, *parts, end), "/notices/")


def text_of(news: Sequence[Notice]) -> tuple[str, str]:
    """Return the words and the path of the text message; no name and no title is in it."""
    names = [wording.name_of(kind) for kind in kinds_in(news)]
    if len(news) == 1:
        return names[0], short_path(news[0].id)
    return _("%(num)s new: %(kinds)s", num=len(news), kinds="; ".join(names)), "/notices/"
