"""PURE: the small parts of an Adaptive Card. In none of them is what people wrote read as Markdown, link or macro.

Teams reads a TextBlock as Markdown, and differently on each kind of device; a TextRun it shows as it is. So what people
wrote stands in TextRuns, but for headings without any sign that Markdown knows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from bot.messages import Tone
from bot.texts import beginning, fit, linked, one_line, when

Json = dict[str, Any]
Spacing = Literal["none", "small", "default", "medium", "large"]
JOINER = "\u2060"  # has no width and breaks no line
MACRO = re.compile(r"\{(?=\{)")
# Signs that Markdown, as any Teams client reads it, makes something of; a list, a quote or a heading begins a line.
MARKS = re.compile(r"[*_`~\[\]<>&\\|]|^\s*(?:[-+#=]|\d+[.)]\s)|https?:|www\.|@")
# The same signs where clients do not agree whether they read Markdown: those that lead somewhere, or begin a list.
LEADING = re.compile(r"(?<=\])(?=\()|(?<=[<&])(?=[\w/!#])|^(?=\s*(?:[-+*#>]|\d+[.)]\s))")
# And those that a message of words must not have, where an address may well stand.
FORMATS = re.compile(r"(?m)[*_`~\[\]<>\\|]|^\s*(?:[-+#=]|\d+[.)]\s)")
SIGNS: Mapping[Tone, str] = {"plain": "", "info": "ℹ️", "good": "✅", "warn": "⚠️", "bad": "⛔"}
COLOURS: Mapping[Tone, str] = {"info": "accent", "good": "good", "warn": "warning", "bad": "attention"}
STYLES: Mapping[Tone, str] = {"plain": "emphasis", **COLOURS}
LINES = 200
# A longer word is given places to break, or it would stand out of the card on a phone.
UNBROKEN, LONG = 20, re.compile(r"\S{41,}")
BREAK = "\u200b"  # has no width


def literal(text: str) -> str:
    """The text as Teams shows it unchanged where it reads no Markdown: only its `{{DATE()}}` macros are undone."""
    return MACRO.sub(f"{{{JOINER}", fit(text))


def formatted(text: str) -> bool:
    """Whether Markdown would make anything of a line but these very characters."""
    return bool(MARKS.search(text))


def marked(text: str) -> bool:
    """Whether Markdown would make anything of lines but follow an address in them."""
    return bool(FORMATS.search(text))


def tamed(text: str) -> str:
    """A line for a place that one client reads as Markdown and another does not: it looks the same in both.

    Nothing in it links, calls or begins a list. Stars may make it bold in an old client; a backslash would be seen in
    a new one.
    """
    return LEADING.sub(JOINER, literal(text))


def breakable(text: str) -> str:
    """The text with a place to break, which nobody sees, after every so many signs of a very long word."""
    return LONG.sub(lambda m: BREAK.join(_chunks(m[0])), text)


def run(text: str, **style: Any) -> Json:
    """Words that run on, shown as they are."""
    return {"type": "TextRun", "text": literal(breakable(text)), **style}


def runs(text: str, **style: Any) -> list[Json]:
    """What people wrote, with its addresses of the web and of mail to follow."""
    return [_linked(shown, url, style) for shown, url in linked(text) if shown]


def rich(*inlines: Json, **layout: Any) -> Json:
    """A line of runs."""
    return {"type": "RichTextBlock", "inlines": list(inlines), **layout}


def lines(text: str, before: Sequence[Json] = (), *, spacing: Spacing = "default", **style: Any) -> list[Json]:
    """What people wrote, a block for each of its lines: a break within a run is lost on some devices."""
    found = list(_paragraphs(text))[:LINES]
    blocks = [rich(*runs(line, **style), spacing="default" if after else "none") for line, after in found]
    if blocks:
        blocks[0]["inlines"] = [*before, *blocks[0]["inlines"]]
        blocks[0]["spacing"] = spacing
    return blocks


def heading(text: str, most: int, **style: Any) -> Json:
    """A line that screen readers take for a heading, unless Markdown would change how it reads."""
    shown = one_line(text, most)
    if formatted(shown):
        size = {k: v for k, v in style.items() if k in {"size", "color"}}
        layout = {k: v for k, v in style.items() if k == "spacing"}
        return rich(run(shown, weight="bolder", **size), **layout)
    words = {"type": "TextBlock", "text": literal(shown), "wrap": True, "style": "heading", "weight": "bolder"}
    return {**words, **style}


def small(text: str, **style: Any) -> Json:
    """A grey line in small letters."""
    return rich(run(text, size="small", isSubtle=True), **{"spacing": "small", **style})


def moment(at: str, **style: Any) -> Json:
    """A moment in the reader's own time zone; a text that is no time stays as it is."""
    if (found := when(at)) is None:
        return small(one_line(at, 100), **style)
    return {"type": "TextBlock", "text": macro(found), "wrap": True, "size": "small", "isSubtle": True, **style}


def macro(at: datetime) -> str:
    """Teams' own way to write a moment: to the second, in UTC, nothing else within the brackets."""
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    return f"{{{{DATE({stamp}, SHORT)}}}} {{{{TIME({stamp})}}}}"


def container(items: Sequence[Json], **parts: Any) -> Json:
    """Blocks that belong together."""
    return {"type": "Container", "items": list(items), **parts}


def column(items: Sequence[Json], width: int | str = "stretch", **parts: Any) -> Json:
    """A column: as wide as its words (`auto`), as there is room (`stretch`), a weight or pixels."""
    return {"type": "Column", "width": width, "items": list(items), **parts}


def columns(*found: Json, **parts: Any) -> Json:
    """Columns side by side."""
    return {"type": "ColumnSet", "columns": list(found), **parts}


def _chunks(word: str) -> Iterator[str]:
    while word:
        head = beginning(word, UNBROKEN) or word
        yield head
        word = word[len(head) :]


def _linked(shown: str, url: str, style: Mapping[str, Any]) -> Json:
    words = run(shown, **style)
    return {**words, "selectAction": {"type": "Action.OpenUrl", "title": literal(shown), "url": url}} if url else words


def _paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    """Each line that has words, and whether an empty one stands before it."""
    after = False
    for line in text.splitlines():
        if line.strip():
            yield line, after
        after = not line.strip()
