"""practice.yaml: what a newcomer may ask of a council in the practice room, read strictly."""

import json
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from bot.policy import problems
from bot.policy.faults import PackFaults
from bot.policy.files import Strict, Text
from bot.policy.reading import read

FILE = "practice.yaml"


class Practice(Strict):
    """Questions that the council's policy answers, and one that it does not."""

    asks: Annotated[tuple[Text, ...], Field(max_length=3)] = ()
    silent: str = ""


def read_practice(folder: Path) -> Practice:
    """What stands in the council's folder; nothing to ask where it has no such file."""
    path = folder / FILE
    if not path.is_file():
        return Practice()
    page = read(f"{folder.name}/{FILE}", path.read_text(encoding="utf-8"))
    try:
        return Practice.model_validate_json(json.dumps(page.data, default=str))
    except ValidationError as wrong:
        for said in problems.said_of(Practice, wrong, "council-1-a"):
            page.blame(said.loc, said.problem, said.write)
        raise PackFaults(page.faults) from None
