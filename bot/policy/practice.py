"""practice.yaml: what a newcomer may ask of a council in the practice room, read strictly."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.policy import problems
from bot.policy.faults import PackFaults
from bot.policy.files import Strict, Text
from bot.policy.reading import read_file

FILE = "practice.yaml"


class Practice(Strict):
    """Questions that the council's policy answers, and one that it does not."""

    asks: Annotated[tuple[Text, ...], Field(max_length=3)] = ()
    silent: str = ""


def read_practice(folder: Path) -> Practice:
    """What stands in the council's folder; nothing to ask where it has no such file."""
    page = read_file(f"{folder.name}/{FILE}", folder / FILE)
    if page is None:
        return Practice()
    held = problems.model_of(page, Practice)
    if page.faults or held is None:
        raise PackFaults(page.faults)
    return held
