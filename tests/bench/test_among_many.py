"""The second column compares like with like, and keeps what it made."""

from portal.demo.seeding.sizes import Size
from tests.bench.among_many import rows_of
from tests.bench.crowds import kept_crowds

TINY = {"few": Size(10, 1, 60), "page": Size(12, 2, 72), "many": Size(20, 3, 120)}


def test_the_same_page_is_measured_in_both_crowds(tmp_path):
    with kept_crowds(tmp_path, TINY) as crowds:
        rows = list(rows_of(crowds, "employer"))

    assert {row.kind for row in rows} >= {"/p/<secret>"}
    assert all(row.few.statements == row.many.statements for row in rows)
    assert all(row.few.seen.path == row.many.seen.path for row in rows)


def test_crowds_are_made_once(tmp_path, capsys):
    with kept_crowds(tmp_path, TINY):
        assert capsys.readouterr().out.count("Making") == len(TINY)
    (tmp_path / "2020-01-01-older").mkdir()

    with kept_crowds(tmp_path, TINY):
        assert capsys.readouterr().out == ""

    assert len(list(tmp_path.iterdir())) == 1
