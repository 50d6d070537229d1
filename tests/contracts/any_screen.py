"""Any screen whatever, however long or odd, for the channels that must be able to draw it."""

from typing import Any, get_args

from hypothesis import strategies as st

from bot.messages import (
    Button,
    Citation,
    Citations,
    Facts,
    History,
    Input,
    InputKind,
    Option,
    Progress,
    Screen,
    Stage,
    Steps,
    Style,
    Text,
    Tone,
)

TONES, STYLES, KINDS = (st.sampled_from(get_args(kind)) for kind in (Tone, Style, InputKind))
STATES: Any = st.sampled_from(["waiting", "now", "done", "refused", "returned", "stopped"])
ODD = [
    "",
    " ",
    "\u200b",
    "&" * 2_000,
    "<!channel>",
    "*a* _b_ `c`",
    "👩🏽‍🚒" * 700,
    "x" * 5_000,
    "a b " * 4_000,
    "\u0301" * 4_000,
    "\ud800",
    "a\n> b",
]
SAID = st.text(max_size=40) | st.sampled_from([*ODD, "https://example.org/" + "a" * 4_000, "a.b@example.org"])
WHEN = SAID | st.just("2026-11-20T09:12:00+00:00")


def several(some: st.SearchStrategy[Any], most: int = 60) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few, or many."""
    few = st.lists(some, max_size=3)
    return st.builds(lambda found, times: tuple(found) * times, few, st.sampled_from([1, 1, 1, most])).map(tuple)


OPTIONS = several(st.builds(Option, SAID, SAID), 40)
INPUTS = st.builds(Input, st.just("x"), SAID, KINDS, SAID, OPTIONS, SAID | several(SAID, 1), SAID, st.booleans())


def numbered(inputs: tuple[Input, ...]) -> tuple[Input, ...]:
    """No two of a card have the same id."""
    return tuple(
        Input(f"x{n}", i.label, i.kind, i.hint, i.options, i.value, i.error, i.required) for n, i in enumerate(inputs)
    )


FORMS = several(INPUTS, 12).map(numbered)
TOKENS = st.text("abcABC0123456789-_.", min_size=1, max_size=255)
BUTTONS = st.builds(Button, SAID, TOKENS, STYLES, st.just(()) | FORMS, SAID)
BLOCKS = st.one_of(
    st.builds(Text, SAID, TONES, st.booleans()),
    st.builds(Facts, several(st.tuples(SAID, SAID)), st.just({}) | st.dictionaries(SAID, TOKENS, max_size=5)),
    st.builds(Steps, several(SAID), SAID, st.booleans()),
    st.builds(Citations, several(st.builds(Citation, SAID, SAID, SAID)), SAID),
    st.builds(Progress, several(st.builds(Stage, SAID, STATES, SAID, WHEN))),
    st.builds(History, several(st.tuples(WHEN, SAID))),
)
SCREENS = st.builds(
    Screen, SAID, SAID, several(BLOCKS, 8), FORMS, several(BUTTONS, 8), SAID, TONES, st.booleans()
)  # fmt: skip
