"""Measures beside counts look like phones with extensions."""

import pytest

from conversations.phones import find_wrong_phones


def test_measures_with_their_counts_are_no_phone() -> None:
    assert find_wrong_phones("sprei katun (180x200 4, 160x200 1)", "ID") == ()


@pytest.mark.parametrize("text", ["call 011xx5481429712 now", "0812-3456-78901234 x12"])
def test_an_x_beside_a_number_leaves_it_one(text: str) -> None:
    assert find_wrong_phones(text, "US") or find_wrong_phones(text, "ID")
