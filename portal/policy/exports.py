"""Who may take home which export."""

from sqlalchemy import Select, select

from portal.models import Export, Person


def visible_exports(person: Person) -> Select[Export]:
    """Select one's own exports: nobody else ever gets one."""
    return select(Export).where(Export.person_id == person.id)


def may_take_home(person: Person, export: Export) -> bool:
    """One takes home what is packed; before that there is nothing to take."""
    return export.person_id == person.id and export.state == "ready"
