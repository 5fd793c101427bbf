"""Who may use a view: visit, token, key, policy – in this order, for every view.

Each view has exactly one of `@public`, `@signed_in` (what is about oneself) or `@guarded`.
"""

from portal.access.door import ASKS_TERMS, HeldForAnother, NotKept, Repeated
from portal.access.views import (
    for_scripts,
    guarded,
    never_held,
    open_post,
    public,
    reads_first,
    signed_in,
)
from portal.access.visitors import (
    Visitor,
    install,
    know_somebody,
    known_visitor,
    look_again,
    membership_here,
    note_opening,
    note_visit,
    page_key,
    settings,
    signed_in_person,
    visitor,
)

__all__ = [
    "ASKS_TERMS",
    "HeldForAnother",
    "NotKept",
    "Repeated",
    "Visitor",
    "for_scripts",
    "guarded",
    "install",
    "know_somebody",
    "known_visitor",
    "look_again",
    "membership_here",
    "never_held",
    "note_opening",
    "note_visit",
    "open_post",
    "page_key",
    "public",
    "reads_first",
    "settings",
    "signed_in",
    "signed_in_person",
    "visitor",
]
