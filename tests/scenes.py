"""A small programme in the database of a portal that runs as a process of its own."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from portal.blueprints.accounts.passwords import hash_password
from portal.engine import Database
from portal.ids import new_id
from tests.factories import Factory

PASSWORD = "a password for tests"


class Scene:
    """A learner with a draft and an answered work, her mentor with one that waits."""

    def __init__(self, data: Path) -> None:
        self.data, self.word = data, f"W{new_id().hex[-12:]}"
        database = Database(f"sqlite:///{data / 'portal.db'}")
        with database.session() as session:
            self._fill(Factory(session))
        database.close()

    def _fill(self, make: Factory) -> None:
        programme, known = make.programme(), {"password_hash": _hashed()}
        learner = make.learner(programme, email=f"a{self.word}@test.example", **known)
        mentor = make.mentor(programme, learner)
        mentor.email, mentor.password_hash = f"t{self.word}@test.example", known["password_hash"]
        make.session.commit()
        self.learner, self.mentor = learner.email, mentor.email
        draft = make.draft(make.work(learner, programme, title=f"Draft {self.word}"), self.word)
        self.draft = f"/work/{draft.work_id}/versions/1"
        waits = make.sent(
            make.work(learner, programme, title=f"Waits {self.word}"),
            number=1,
            receipt=f"A{self.word}",
        )
        make.feedback(waits, mentor, summary=self.word, outcome="achieved")
        self.desk = f"/queue/{waits.id}"
        read = make.sent(
            make.work(learner, programme, title=f"Read {self.word}"),
            number=1,
            receipt=f"B{self.word}",
        )
        make.note(make.given(read, mentor), self.word)
        self.answer = f"/work/{read.work_id}/versions/1/feedback"
        page = make.page(make.portfolio(learner))
        make.piece(page, source=self.word, html=f"<p>{self.word}</p>")
        self.page = f"/portfolio/pages/{page.id}"

    def count(self, query: str) -> Any:
        """Ask the database for one number; `?` is the word of this scene."""
        with closing(sqlite3.connect(self.data / "portal.db")) as database:
            return database.execute(query, (self.word,) * query.count("?")).fetchone()[0]


@cache
def _hashed() -> str:
    return hash_password(PASSWORD)
