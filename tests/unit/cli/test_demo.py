"""`commsdesk demo`: what it prints of a room can be typed as it stands."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.practice import Opened
from bot.settings import Settings
from tests.unit.cli.typed import Typed

Rooms = list[tuple[Path, str, bool]]


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Rooms:
    """The rooms that were opened: where each is kept, its council, and whether it was to be fresh."""
    kept: Rooms = []

    async def open_room(
        settings: Settings, *, fresh: bool, say: Callable[[str], None], welcome: Callable[[Opened], None]
    ) -> None:
        kept.append((settings.data_dir, settings.council, fresh))
        welcome(Opened("http://127.0.0.1:1", "A council", ("Press.",), ("cannock", "ktc")))

    monkeypatch.setattr("bot.practice.open_room", open_room)
    return kept


@pytest.mark.parametrize("own_folder", [False, True])
def test_the_command_to_start_over_forgets_the_very_room_that_prints_it(
    own_folder: bool, typed: Typed, rooms: Rooms, tmp_path: Path
) -> None:
    more = ("--folder", str(tmp_path / "a room")) if own_folder else ()
    printed = typed("demo", "--council", "ktc", *more).out
    again = re.search(r"to start over, run: commsdesk (.+)", printed)
    assert again
    assert typed(*shlex.split(again[1])).code == 0
    (first, council, _), second = rooms
    assert second == (first, council, True)
