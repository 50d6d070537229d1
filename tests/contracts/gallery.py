"""Sample screens that every channel must be able to show: the ordinary, the long, the odd and the hostile."""

from typing import get_args

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
    Text,
)
from tests.contracts.office_cards import (
    APPROVAL,
    CHOICE,
    DECIDED,
    HAPPENED,
    QUESTION,
    REASON,
    RECEIPT,
    REFUSAL,
    WARNED,
    WITH_ERRORS,
)

KINDS: tuple[InputKind, ...] = get_args(InputKind)
OPTIONS = (Option("a", "First"), Option("b", "Second"))


def _asking(kind: InputKind) -> Screen:
    field = Input("x", f"A {kind}", kind, "A hint", OPTIONS if kind in {"choice", "many"} else ())
    return Screen(f"Asks for {kind}", "Asks.", inputs=(field,), buttons=(Button("Go on", f"go-{kind}", "primary"),))


HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "broadcast": "<!channel> <!everyone> @here <@U123>",
    "emoji": "👩🏽‍🚒 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ❤️‍🔥",
    "right to left": "مرحبا بالعالم (123)",
    "direction override": "safe \u202egnp.exe",
    "template": "{{ 7 * 7 }} {% raw %}",
    "markdown": "*bold* [link](javascript:alert(1)) `code`",
    "lines": "one\n\n\n  two\ttabbed",
    "long": "abcdefghi " * 10_000,
    "unbroken": "x" * 3_000,
}


def _hostile(text: str) -> Screen:
    return Screen(
        text[:150],
        text[:150],
        (
            Text(text),
            Facts(((text[:150], text),), {text[:150]: "change"}),
            Steps((text,), text[:150]),
            Citations((Citation(text[:150], text[:60], text),)),
            Progress((Stage(text[:150], "now", text, text[:60]),)),
            History(((text[:60], text),)),
        ),
        (Input("odd", text[:150], "text", text[:300], value=text, error=text[:300]),),
        (Button(text[:60], "t", "primary"), Button("No", "n", "danger", (REASON,), text[:300])),
        label=text[:60],
    )


EMPTY = (Facts(()), Steps(()), Citations(()), Progress(()), History(()), Text(""))
SCREENS: dict[str, Screen] = {
    "question": QUESTION,
    "errors": WITH_ERRORS,
    "choice": CHOICE,
    "approval": APPROVAL,
    "receipt": RECEIPT,
    "decided": DECIDED,
    "refusal": REFUSAL,
    "warned": WARNED,
    "bare": Screen("Only a title", "Only a title."),
    "empty parts": Screen("Empty", "Empty.", EMPTY),
    "many options": Screen(
        "Pick",
        "Pick.",
        inputs=(
            Input("service", "Service", "choice", options=tuple(Option(str(n), f"Service {n}") for n in range(40))),
        ),
        buttons=(Button("Go on", "go", "primary"),),
    ),
    "many buttons": Screen("Press", "Press.", buttons=tuple(Button(f"Choice {n}", f"t{n}") for n in range(12))),
    "many facts": Screen("Facts", "Facts.", (Facts(tuple((f"Label {n}", f"Value {n}") for n in range(40))),)),
    "long history": Screen("History", "History.", (History(HAPPENED.entries * 30),)),
    "two inputs before": Screen(
        "Both",
        "Both.",
        inputs=(Input("a", "First"),),
        buttons=(Button("Go on", "go", "primary", (REASON,), "Are you sure?"),),
    ),
    **{f"kind {kind}": _asking(kind) for kind in KINDS},
    **{f"hostile {name}": _hostile(text) for name, text in HOSTILE.items()},
}
