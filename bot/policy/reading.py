"""YAML read strictly: no duplicate key, no `no` read as false, no 2.10 read as 2.1, and a line for every key."""

import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from bot.policy.faults import Fault

Path = tuple[str | int, ...]
# Both give the same events; the one in C is about ten times as fast.
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_DEEPEST = 40
_INT = re.compile(r"[-+]?(0|[1-9]\d*)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass
class Page:
    """One file as read: its data, the line of every key, and what was wrong with it as YAML."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, problem: str, write: str) -> Fault:
        """A fault at `path`, with the line of the nearest key above it that the file has."""
        line = next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), None)
        return Fault(self.file, dotted(path), problem, write, line)

    def blame(self, path: Path, problem: str, write: str) -> None:
        """Record a fault at `path`."""
        self.faults.append(self.fault(path, problem, write))


def dotted(path: Path) -> str:
    """A path as people write it: `boost.tiers[1].up_to`."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


def read(file: str, text: str) -> Page:
    """The page that `text` holds; bad YAML is a fault of the page, never an exception."""
    page = Page(file)
    try:
        data = _Plain(page, yaml.parse(text, Loader=_LOADER)).document()
    except _TooDeep as nested:
        return Page(file, faults=[_nested(file, nested.line)])
    except yaml.YAMLError as wrong:
        return Page(file, faults=[_broken(file, wrong)])
    if isinstance(data, dict):
        page.data = data
    else:
        page.blame((), "This file holds a list or a single value.", "Write keys with values, one a line: `key: value`.")
    return page


def read_file(file: str, path: pathlib.Path) -> Page | None:
    """The page that a file holds, None where there is no such file; one that is no text is a fault of the page."""
    if not path.is_file():
        return None
    try:
        return read(file, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as wrong:
        return Page(file, faults=[no_text(file, wrong)])


def no_text(file: str, wrong: UnicodeDecodeError) -> Fault:
    """What is wrong with a file that does not hold UTF-8."""
    return Fault(file, "", f"This file is not UTF-8 text (byte {wrong.start}).", "Save it as UTF-8.")


def _nested(file: str, line: int) -> Fault:
    problem = f"More than {_DEEPEST} levels stand inside one another here."
    return Fault(file, "", problem, "Check the brackets and the indentation.", line)


def _second(file: str, line: int) -> Fault:
    return Fault(file, "", "A second document begins here (`---`).", "Keep one document in a file.", line)


def _broken(file: str, wrong: yaml.YAMLError) -> Fault:
    mark = getattr(wrong, "problem_mark", None)
    what = getattr(wrong, "problem", None) or "it holds a character that YAML does not allow"
    write = "Check the indentation, the colons and the quotes on this line and on the one above it."
    return Fault(file, "", f"This is not valid YAML: {what}.", write, mark.line + 1 if mark else None)


class _TooDeep(Exception):
    """Reading calls itself at every level, so endless nesting is refused before it."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Plain:
    """Makes plain values of YAML's events, by rules of its own: YAML 1.1 reads 2.10 as 2.1 and `no` as false."""

    def __init__(self, page: Page, events: Iterator[yaml.Event]) -> None:
        self.page, self.events = page, events

    def document(self) -> Any:
        """The one document that there may be; nothing at all is a mapping without keys."""
        next(self.events)  # the stream's start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return {}
        found = self.value(next(self.events), ())
        next(self.events)  # the document's end
        if not isinstance(after := next(self.events), yaml.StreamEndEvent):
            self.page.faults.append(_second(self.page.file, _line(after)))
        return found

    def value(self, event: yaml.Event, path: Path) -> Any:
        self.page.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style else scalar(event.value)
        if isinstance(event, yaml.AliasEvent):
            problem = "This is an alias (`*name`)."
            self.page.blame(path, problem, "Write the value out again, so that each stands alone.")
            return None
        if len(path) >= _DEEPEST:
            raise _TooDeep(_line(event))
        return self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.listed(path)

    def mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            self._entry(found, key, path)
        return found

    def listed(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.value(event, (*path, len(found))))
        return found

    def _entry(self, found: dict[str, Any], key: yaml.Event, path: Path) -> None:
        if not isinstance(key, yaml.ScalarEvent):
            self.page.blame(path, "A key here is a list or a mapping.", "Write a plain word as the key.")
            self._pass_over(key)
            self._pass_over(next(self.events))
        elif key.value in found:
            first = self.page.lines[(*path, key.value)]
            problem = f"This key stands twice, on lines {first} and {_line(key)}."
            self.page.blame((*path, key.value), problem, "Keep one of them and remove the other.")
            self._pass_over(next(self.events))
        else:
            self.page.lines[(*path, key.value)] = _line(key)
            found[key.value] = self.value(next(self.events), (*path, key.value))

    def _pass_over(self, event: yaml.Event) -> None:
        depth = _deeper(event)
        while depth:
            depth += _deeper(next(self.events))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _deeper(event: yaml.Event) -> int:
    return isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def scalar(text: str) -> Any:
    """What an unquoted word means: nothing, true, false, a whole number, a day; anything else is the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return _day(text) if _DAY.fullmatch(text) else text


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
