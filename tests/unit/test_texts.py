"""What channels read in texts before they draw them."""

from datetime import date

import pytest

from bot.texts import day


@pytest.mark.parametrize("text", ["2026-11-20", "20/11/2026", " 20/11/2026 "])
def test_a_day_is_read_as_it_is_picked_and_as_it_is_typed(text: str) -> None:
    assert day(text) == date(2026, 11, 20)


@pytest.mark.parametrize("text", ["", "31/02/2026", "20.11.2026", "tomorrow", "2026-11-20T10:00"])
def test_anything_else_is_no_day(text: str) -> None:
    assert day(text) is None
