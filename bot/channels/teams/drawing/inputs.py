"""PURE: draws the fields of a form, each with its hint and its error, and reads back what was filled in."""

import hashlib
import re
from collections.abc import Iterable, Mapping

from bot.channels.teams.drawing.elements import Json, container, formatted, lines, literal, rich, run, small, tamed
from bot.files import MOST
from bot.messages import Input, InputKind, Option, Screen
from bot.texts import day, fit, one_line, shortened, size

LABEL, HINT, PLACEHOLDER, OPTION, ERROR = 500, 1000, 150, 300, 1000
TYPED, LINE = 4000, 1000
# So many are seen at a glance; more stand in a list that opens.
FEW, SEARCHED = 7, 15
VALUE = 150
# Characters of all choices: of a field of the card, and of one that a button unfolds.
CHOICES, FEWER = 20_000, 4_000
EXAMPLES: Mapping[InputKind, str] = {
    "money": "Such as 80 or 1,250.50",
    "link": "https://…",
    "person": "name@council.gov.uk",
}
STYLES: Mapping[InputKind, str] = {"link": "url", "person": "email"}
NEEDED = "Please fill this in."
SEND_FILES = f"Send the files in this chat: up to {MOST}. They are added to this answer."
ID = re.compile(r"in\.(.*?)(#\d+)?", re.DOTALL)
Names = Mapping[tuple[int | None, str], str]
"""The id on the card of each input, by the number of the button that it belongs to (None: the card's own)."""


def names(screen: Screen) -> Names:
    """`in.<id>` for the first input of an id; no card may have an id twice, so that others get a number behind it."""
    found, taken = dict[tuple[int | None, str], str](), dict[str, int]()
    forms = [(None, screen.inputs), *((n, b.inputs) for n, b in enumerate(screen.buttons))]
    for place, asked in forms:
        for i in {i.id: i for i in asked}:
            taken[i] = taken.get(i, 0) + 1
            found[place, i] = f"in.{i}" if taken[i] == 1 else f"in.{i}#{taken[i]}"
    return found


def typed(value: Mapping[str, object]) -> dict[str, str]:
    """What was filled in, by input id, from what a press brings; a button's own fields win over the card's."""
    found = [(m[1], bool(m[2]), v) for name, v in value.items() if (m := ID.fullmatch(name)) and isinstance(v, str)]
    return {name: text for name, _, text in sorted(found, key=lambda f: f[1])}


def given(asked: Input, text: str) -> str | tuple[str, ...]:
    """What an input's text stands for: the options' own values, several where several may be picked."""
    values = {value_of(o): o.value for o in asked.options}
    if asked.kind == "many" and values:
        return tuple(values.get(part, part) for part in text.split(",") if part)
    return values.get(text, text)


def value_of(option: Option) -> str:
    """The value that the card carries for an option: its own, or a digest of one that would not come back whole."""
    short = option.value.strip() and size(option.value) <= VALUE
    if short and "," not in option.value and option.value == fit(option.value):
        return option.value
    return hashlib.sha256(option.value.encode("utf-8", "surrogatepass")).hexdigest()


def draw(asked: Input, name: str, *, strict: bool, choices: int = CHOICES) -> Json:
    """The field with its hint and its error; `strict` lets the client refuse what is empty and needed.

    `choices` is how many characters all that can be picked may have.
    """
    hint = [small(line, spacing="none") for line in _hint(asked)]
    problem = _problem(asked.error) if asked.error.strip() else []
    if asked.kind == "files":
        title = rich(run(_label(asked), weight="bolder"))
        return container([title, *lines(SEND_FILES, spacing="none"), *hint, *problem])
    return container([{**_element(asked, choices), **_frame(asked, name, strict=strict)}, *hint, *problem])


def words(asked: Input) -> list[Json]:
    """The field where nothing can be filled in: what it asked, and what was filled in so far."""
    labels = {value_of(o): o.label for o in asked.options}
    picked = ", ".join(labels.get(v, v) for v in _picked(asked))
    title = rich(run(one_line(asked.label, LABEL) or "–", weight="bolder"))
    return [title, *lines(shortened(picked, TYPED), spacing="none")]


def _hint(asked: Input) -> list[str]:
    return [line for line in shortened(asked.hint, HINT).splitlines() if line.strip()]


def _problem(error: str) -> list[Json]:
    sign = run("⚠️ ", color="attention", weight="bolder")
    return lines(shortened(error, ERROR), [sign], spacing="small", color="attention", weight="bolder")


def _frame(asked: Input, name: str, *, strict: bool) -> Json:
    needed = {"isRequired": True, "errorMessage": NEEDED} if strict and asked.required else {}
    return {"id": name, "label": _label(asked), **needed}


def _label(asked: Input) -> str:
    return literal(one_line(asked.label, LABEL) or "–") + ("" if asked.required else " (optional)")


def _element(asked: Input, choices: int) -> Json:
    match asked.kind:
        case "choice" | "many" if asked.options:
            return _picking(asked, choices)
        case "day":
            return _day(asked)
        case _:
            return _writing(asked)


def _writing(asked: Input) -> Json:
    long = asked.kind == "long_text"
    most = TYPED if long else LINE
    element: Json = {"type": "Input.Text", "isMultiline": long, "maxLength": most}
    if value := shortened(_first(asked), most):
        element["value"] = value
    if asked.kind in EXAMPLES:
        element["placeholder"] = EXAMPLES[asked.kind]
    if asked.kind in STYLES:
        element["style"] = STYLES[asked.kind]
    return element


def _day(asked: Input) -> Json:
    picked = day(_first(asked))
    return {"type": "Input.Date", **({"value": picked.isoformat()} if picked else {})}


def _picking(asked: Input, room: int) -> Json:
    titles = _titles(asked.options, room)
    many = asked.kind == "many"
    picked = [v for v in _picked(asked) if v in titles]
    # A list that opens shows its words as they are; what is seen at a glance, old clients read as Markdown.
    glance = many or (len(titles) <= FEW and not any(map(formatted, titles.values())))
    choices = [{"title": tamed(t) if glance else literal(t), "value": v} for v, t in titles.items()]
    style: Json = {"style": "expanded"} if glance else _opens(len(titles))
    value = {"value": ",".join(picked if many else picked[:1])} if picked else {}
    return {"type": "Input.ChoiceSet", "choices": choices, "isMultiSelect": many, "wrap": True, **style, **value}


def _opens(count: int) -> Json:
    searched = count > SEARCHED
    return {"style": "filtered" if searched else "compact", "placeholder": "Type to search" if searched else "Choose"}


def _titles(options: Iterable[Option], left: int) -> dict[str, str]:
    """Each value once with its words, as many as there is room for."""
    found = dict[str, str]()
    for option in options:
        value, title = value_of(option), one_line(option.label, OPTION) or "–"
        left -= 0 if value in found else size(value) + size(title) + 25
        if left < 0:
            break
        found.setdefault(value, title)
    return found


def _picked(asked: Input) -> list[str]:
    values: Iterable[str] = (asked.value,) if isinstance(asked.value, str) else asked.value
    return [value_of(Option(v, "")) if asked.options else v for v in values if v]


def _first(asked: Input) -> str:
    return asked.value if isinstance(asked.value, str) else next(iter(asked.value), "")
