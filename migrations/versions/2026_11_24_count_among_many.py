"""Keep what takes long to count among many, and let people be found by their names."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_count_among_many"
down_revision = "2026_11_24_find_among_many"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_people_name_folded", "people", ["name_folded"]),
    ("ix_people_phone_end", "people", ["phone_end"]),
)


def upgrade() -> None:
    """Add the table of counts, the folded names with those of everybody here, and the indexes."""
    op.create_table(
        "tallies",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("cohort", sa.String(length=36), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_tallies_programme_id")
        ),
        sa.PrimaryKeyConstraint("programme_id", "cohort", "zone", name=op.f("pk_tallies")),
    )
    for name in ("name_folded", "phone_end"):
        op.add_column("people", sa.Column(name, sa.Text(), server_default="", nullable=False))
    _fill(op.get_bind())
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    op.create_index(
        "ix_mentorings_of_mentor",
        "mentorings",
        ["programme_id", "mentor_id", "learner_id"],
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_mentorings_of_mentor", "mentorings")
    for name, table, _columns in reversed(INDEXES):
        op.drop_index(name, table)
    op.drop_column("people", "phone_end")
    op.drop_column("people", "name_folded")
    op.drop_table("tallies")


def _fill(connection: sa.Connection) -> None:
    texts = (sa.column(name, sa.Text()) for name in ("name", "phone", "name_folded", "phone_end"))
    people = sa.table("people", sa.column("id", sa.Uuid()), *texts)
    found = connection.execute(sa.select(people.c.id, people.c.name, people.c.phone)).all()
    rows = [
        {"of": person, "name_folded": _folded(name), "phone_end": (phone or "")[-8:]}
        for person, name, phone in found
    ]
    if rows:
        connection.execute(people.update().where(people.c.id == sa.bindparam("of")), rows)


def _folded(name: str) -> str:
    """Do what the portal did on this day: no accents, no case, and words in order."""
    small = _bare(_bare(name).casefold())
    words = "".join(one if one.isalnum() else " " for one in small).split()
    return "".join(sorted(words))


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(
        one
        for one in letters
        if not unicodedata.combining(one) and one != "\u034f" and unicodedata.category(one) != "Cf"
    )
