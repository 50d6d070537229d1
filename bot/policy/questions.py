"""questions.yaml: what staff might ask of a council, read strictly, with the rows that answer it or why none does."""

from collections.abc import Collection
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from bot.policy import problems
from bot.policy.faults import PackFaults, meant
from bot.policy.files import Strict, Text
from bot.policy.reading import Page, read_file

FILE = "questions.yaml"
Half = Literal["tune", "report"]
Why = Literal["other_council", "silent", "off_topic"]


class Question(Strict):
    """One worked question: `rows` answer it, the best first; where none does, `why` says for what reason."""

    ask: Text
    half: Half
    rows: tuple[Text, ...]
    why: Why | None = None

    @model_validator(mode="after")
    def _answered_or_why(self) -> Self:
        if bool(self.rows) == (self.why is not None):
            raise ValueError("Name either the `rows` that answer the question or, where there are none, `why`.")
        return self


class Questions(Strict):
    """The whole file."""

    questions: tuple[Question, ...] = Field(min_length=1)


def read_questions(folder: Path, rows: Collection[str]) -> tuple[Question, ...]:
    """The worked questions beside a council's policy, none where it has no such file; `rows` are the ids it has."""
    page = read_file(f"{folder.name}/{FILE}", folder / FILE)
    if page is None:
        return ()
    held = problems.model_of(page, Questions)
    questions = held.questions if held else ()
    first: dict[str, int] = {}
    for n, question in enumerate(questions):
        _check_ask(page, n, question, first)
        _check_rows(page, n, question, rows)
    if page.faults:
        raise PackFaults(page.faults)
    return questions


def _check_ask(page: Page, n: int, question: Question, first: dict[str, int]) -> None:
    """Case, spacing and marks make no other question."""
    words = " ".join("".join(c if c.isalnum() else " " for c in question.ask.casefold()).split())
    at: tuple[str | int, ...] = ("questions", n, "ask")
    if not words:
        page.blame(at, "This question has no word in it.", "Write what a member of staff would type.")
    elif words in first:
        line = page.lines.get(("questions", first[words]))
        page.blame(at, f"The same question stands on line {line}.", "Keep one of them and remove the other.")
    first.setdefault(words, n)


def _check_rows(page: Page, n: int, question: Question, known: Collection[str]) -> None:
    for place, row in enumerate(question.rows):
        at = ("questions", n, "rows", place)
        if row not in known:
            page.blame(at, f"There is no row `{row}`.{meant(row, known)}", "Write the id of a row of sections.yaml.")
        elif row in question.rows[:place]:
            page.blame(at, f"The row `{row}` stands twice.", "Keep the first and remove the other.")
