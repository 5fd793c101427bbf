"""Phone numbers are kept in one way, however they were typed."""

import pytest

from portal.blueprints.accounts.phones import clean_phone


@pytest.mark.parametrize(
    "typed",
    [
        "+447700900123",
        "+44 7700 900123",
        "0044 7700-900.123",
        "+44 (0) 7700 900123",
        " (+44) 7700/900123 ",
        "+٤٤٧٧٠٠٩٠٠١٢٣",
        "\u202a+44 7700 900123\u202c",
        "＋４４7700900123",
    ],
)
def test_one_number_is_kept_in_one_way(typed):
    assert clean_phone(typed) == "+447700900123"


@pytest.mark.parametrize(
    "typed", ["", None, "07700 900123", "+44", "call me", "+0123456789", "+1²3456789"]
)
def test_what_nobody_can_send_to_is_no_number(typed):
    assert clean_phone(typed) is None
