"""What is held against a bound says so."""

from tests.bench.lines.measuring import Row


def test_what_is_over_its_bound_is_named():
    good, late = Row("home", "3g", 1.0, 1.0), Row("home: blocked", "3g", 50, 51, "ms")

    assert good.cells == ("home", "3g", "1.00 s", "1.00 s", "ok")
    assert late.cells[2:] == ("50 ms", "51 ms", "over")
