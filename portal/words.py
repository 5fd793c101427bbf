"""Translated words for code that does not know the web.

`create_app` plugs in the translator of the request; until then words stay English.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from babel.support import LazyProxy

_gettext: Callable[..., str] | None = None
_ngettext: Callable[..., str] | None = None
_language: Callable[[], str] | None = None
_speaking: Callable[[str], AbstractContextManager[Any]] | None = None


def use(
    translate: Callable[..., str],
    plural: Callable[..., str],
    language: Callable[[], str],
    speaking: Callable[[str], AbstractContextManager[Any]],
) -> None:
    """Plug in how words are translated, which language it is now, and how to change it."""
    global _gettext, _ngettext, _language, _speaking
    _gettext, _ngettext, _language, _speaking = translate, plural, language, speaking


def gettext(text: str, **values: Any) -> str:
    """Translate the text and put the named values in (`%(name)s`)."""
    if _gettext:
        return _gettext(text, **values)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """Translate a sentence that counts; `%(num)s` is the number."""
    if _ngettext:
        return _ngettext(one, many, num, **values)
    return (one if num == 1 else many) % {"num": num, **values}


def lazy_gettext(text: str, **values: Any) -> str:
    """Translate when it is shown, not when the module is read."""
    proxy: Any = LazyProxy(gettext, text, enable_cache=False, **values)
    return proxy  # type: ignore[no-any-return]


def language() -> str:
    """Return the language tag of this request or job, such as `en` or `pt_BR`."""
    return _language() if _language else "en"


def speaking(language: str) -> AbstractContextManager[Any]:
    """Speak another language for a while: mails are written in that of who reads them."""
    return _speaking(language) if _speaking else nullcontext()
