"""YAML read strictly: no duplicate key, no `no` read as false, no 2.10 read as 2.1, and a line for every key."""

import pathlib
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from bot.policy.faults import Fault

Path = tuple[str | int, ...]
# Both give the same nodes; the one in C is about ten times as fast.
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
        root = _composed(page, text)
    except yaml.YAMLError as wrong:
        page.faults.append(_broken(file, wrong))
        return page
    if isinstance(root, yaml.MappingNode):
        page.data = _Plain(page).mapping(root, ())
    elif root is not None:
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


def _composed(page: Page, text: str) -> yaml.Node | None:
    """The root of the text's nodes. Composing calls itself at every level, so endless nesting is refused before it."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            page.faults.append(_nested(page.file, event))
            return None
    return yaml.compose(text, Loader=_LOADER)


def _nested(file: str, event: yaml.Event) -> Fault:
    line = event.start_mark.line + 1 if event.start_mark else None
    problem = f"More than {_DEEPEST} levels stand inside one another here."
    return Fault(file, "", problem, "Check the brackets and the indentation.", line)


def _broken(file: str, wrong: yaml.YAMLError) -> Fault:
    mark = getattr(wrong, "problem_mark", None)
    what = getattr(wrong, "problem", None) or "it holds a character that YAML does not allow"
    write = "Check the indentation, the colons and the quotes on this line and on the one above it."
    return Fault(file, "", f"This is not valid YAML: {what}.", write, mark.line + 1 if mark else None)


class _Plain:
    """Makes plain values of YAML nodes, by rules of its own: YAML 1.1 reads 2.10 as 2.1 and `no` as false."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.page.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.style else scalar(node.value)
        if id(node) in self.seen:
            self.page.blame(
                path, "This is an alias (`*name`).", "Write the value out again, so that each stands alone."
            )
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        return [self.value(item, (*path, n)) for n, item in enumerate(node.value)]

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            self._entry(found, key, value, path)
        return found

    def _entry(self, found: dict[str, Any], key: yaml.Node, value: yaml.Node, path: Path) -> None:
        if not isinstance(key, yaml.ScalarNode):
            self.page.blame(path, "A key here is a list or a mapping.", "Write a plain word as the key.")
        elif key.value in found:
            first = self.page.lines[(*path, key.value)]
            problem = f"This key stands twice, on lines {first} and {key.start_mark.line + 1}."
            self.page.blame((*path, key.value), problem, "Keep one of them and remove the other.")
        else:
            self.page.lines[(*path, key.value)] = key.start_mark.line + 1
            found[key.value] = self.value(value, (*path, key.value))


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
