"""Reads HTML as a browser would, so that tests ask what is on the page rather than how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "img", "br", "wbr"}


@dataclass
class Node:
    """One element; text stands among its children."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, tag: str = "", **attrs: str) -> list[Node]:
        """The elements within with that tag and those attributes; `cls` is one of the classes, `_` stands for `-`."""
        return [node for node in self.walk() if node is not self and node.matches(tag, attrs)]

    def one(self, tag: str = "", **attrs: str) -> Node:
        found = self.all(tag, **attrs)
        assert len(found) == 1, f"{len(found)} of {tag} {attrs}"
        return found[0]

    def matches(self, tag: str, attrs: dict[str, str]) -> bool:
        wanted = dict(attrs)
        cls = wanted.pop("cls", "")
        fits = all(self.attrs.get(name.replace("_", "-")) == value for name, value in wanted.items())
        return fits and tag in {"", self.tag} and (not cls or cls in self.attrs.get("class", "").split())

    @property
    def text(self) -> str:
        """What is read aloud, with its white space as written."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Node:
    """The document; AssertionError where a tag is not closed in its place."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is never closed"
    return reader.open[0]
