"""PURE: draws the fields of a form as input blocks, each with its error beside it."""

import hashlib
from collections.abc import Sequence

from bot.channels.slack.drawing.mrkdwn import fit, shortened, size
from bot.channels.slack.drawing.objects import Json, as_written, context, plain
from bot.files import ENDINGS, MOST
from bot.messages import Input, InputKind, Option
from bot.texts import day

ACTION = "field"
LABEL, HINT, TYPED, PLACEHOLDER, OPTION, VALUE = 500, 1000, 3000, 150, 75, 150
# Slack shows ten at a glance and a hundred in a list; what is more stands in groups of a hundred.
FEW, MANY = 10, 100
ERROR = 1000
EXAMPLES: dict[InputKind, str] = {
    "money": "Such as 80 or 1,250.50",
    "link": "https://…",
    "person": "name@council.gov.uk",
}
LISTS = {"choice": ("radio_buttons", "static_select"), "many": ("checkboxes", "multi_static_select")}


def draw(asked: Input, block_id: str) -> list[Json]:
    """The field, its error (in words, with a sign) right below it."""
    block: Json = {
        "type": "input",
        "block_id": block_id,
        "label": plain(asked.label, LABEL),
        "element": _element(asked),
        "optional": not asked.required,
    }
    if asked.hint.strip():
        block["hint"] = as_written(asked.hint, HINT)
    return [block, *([problem(asked.error)] if asked.error.strip() else [])]


def problem(sentence: str) -> Json:
    """What is wrong, in words, with a sign."""
    return context(as_written(f"⚠️ {sentence}", ERROR))


def value_of(option: Option) -> str:
    """The value that Slack carries for an option: its own, or a digest of one that Slack would not take."""
    if option.value.strip() and size(option.value) <= VALUE and option.value == fit(option.value):
        return option.value
    return hashlib.sha256(option.value.encode("utf-8", "surrogatepass")).hexdigest()


def chosen(asked: Input, value: str) -> str:
    """The option's own value for one that Slack brought back; what is no option of it stays as it is."""
    return next((o.value for o in asked.options if value_of(o) == value), value)


def _element(asked: Input) -> Json:
    match asked.kind:
        case "choice" | "many":
            return _picking(asked)
        case "day":
            return _day(asked)
        case "files":
            return {"type": "file_input", "action_id": ACTION, "filetypes": list(ENDINGS), "max_files": MOST}
        case "text" | "long_text" | "link" | "money" | "person" | "code":
            return _writing(asked)


def _writing(asked: Input) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": ACTION, "multiline": asked.kind == "long_text"}
    typed = shortened(_first(asked), TYPED)
    if typed:
        element["initial_value"] = typed
    if asked.kind in EXAMPLES and not asked.hint.strip():
        element["placeholder"] = plain(EXAMPLES[asked.kind], PLACEHOLDER)
    return element


def _day(asked: Input) -> Json:
    picked = day(_first(asked))
    return {"type": "datepicker", "action_id": ACTION, **({"initial_date": picked.isoformat()} if picked else {})}


def _picking(asked: Input) -> Json:
    options = _options(asked.options)
    if not options:
        return _writing(asked)
    small, large = LISTS[asked.kind]
    picked = [o for o in options if o["value"] in _picked(asked)]
    element: Json = {"type": small, "action_id": ACTION, "options": options}
    if len(options) > FEW:
        element = {"type": large, "action_id": ACTION, **_grouped(options), "placeholder": plain("Choose", PLACEHOLDER)}
    if picked:
        element |= {"initial_options": picked} if asked.kind == "many" else {"initial_option": picked[0]}
    return element


def _options(given: Sequence[Option]) -> list[Json]:
    """Each value once: Slack refuses a list that has one twice."""
    found: dict[str, Json] = {}
    for option in given:
        found.setdefault(value_of(option), {"text": plain(option.label, OPTION), "value": value_of(option)})
    return list(found.values())


def _grouped(options: list[Json]) -> Json:
    if len(options) <= MANY:
        return {"options": options}
    parts = [options[n : n + MANY] for n in range(0, min(len(options), MANY * MANY), MANY)]
    return {"option_groups": [{"label": _span(part), "options": part} for part in parts]}


def _span(part: list[Json]) -> Json:
    first, last = (str(part[n]["text"]["text"])[:30] for n in (0, -1))
    return plain(f"{first} to {last}", OPTION)


def _picked(asked: Input) -> set[str]:
    given = (asked.value,) if isinstance(asked.value, str) else asked.value
    return {value_of(Option(v, "")) for v in given if v}


def _first(asked: Input) -> str:
    return asked.value if isinstance(asked.value, str) else next(iter(asked.value), "")
