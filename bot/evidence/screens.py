"""PURE: what cards say of files: which there are, and one that could not be kept."""

from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.looking import GONE, WHY
from bot.evidence.ports import Held
from bot.evidence.taking import SHARE, lines
from bot.messages import Screen, Steps, Text

TITLE = "A file was not kept"


def not_kept(held: Held) -> Screen:
    """The card that tells whoever sent a file that it could not be kept, and what to do. Its title names nothing."""
    why = WHY.get(held.why, GONE)
    said = f"I could not keep the file {held.name} that you sent. {why} {SHARE}"
    return Screen(TITLE, TITLE, (Text(said, "warn"),), tone="warn")


def beside(screen: Screen, files: Sequence[Held]) -> Screen:
    """The screen with the files that came so far; the same screen where there are none."""
    if not files:
        return screen
    return replace(screen, blocks=(*screen.blocks, Steps(lines(files), "Your files", numbered=False)))
