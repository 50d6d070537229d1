"""Sample screens that every channel must be able to show: the ordinary, the long, the odd and the hostile."""

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

CITED = Citations(
    (
        Citation("Social media policy", "2.7", "Paying to promote a post needs the budget holder's approval and a code."),
        Citation("Social media policy", "2.3", "Every post must support the communications strategy."),
    )
)
TRACK = Progress(
    (
        Stage("You asked", "done", "Amira Khan", "2026-11-20T09:12:00+00:00"),
        Stage("Budget holder", "now", "With Grace Okafor since this morning"),
        Stage("Communications team", "waiting", "Any one of the team"),
    )
)
ENDED = Progress(
    (
        Stage("You asked", "done", "Amira Khan", "2026-11-19T09:12:00+00:00"),
        Stage("Budget holder", "returned", "Grace Okafor: the dates overlap with another campaign"),
        Stage("Communications team", "refused", "Dev Patel", "yesterday"),
        Stage("Boost set up", "stopped"),
    )
)
DONE = Progress(
    (
        Stage("You asked", "done", "Amira Khan", "2026-11-20T09:12:00+00:00"),
        Stage("Budget holder", "done", "Approved by Grace Okafor", "2026-11-20T10:40:00+00:00"),
        Stage("Communications team", "done", "Approved by Dev Patel", "2026-11-20T11:25:00+00:00"),
    )
)
ASKED = (
    ("Post", "https://www.facebook.com/examplecouncil/posts/1234567890"),
    ("Aim", "More families at the half-term story sessions"),
    ("Audience", "Parents within 10 miles of Lowestoft"),
    ("Cost", "£80.00"),
    ("Budget code", "LIB-2040"),
    ("Dates", "23 to 27 November 2026"),
)
CHANGES = {label: f"change-{label}" for label, _ in ASKED}
HAPPENED = History(
    (
        ("2026-11-20T09:12:00+00:00", "Amira Khan sent the request."),
        ("2026-11-20T09:12:02+00:00", "Grace Okafor was asked, as the holder of LIB-2040."),
        ("2026-11-20T10:40:00+00:00", "Grace Okafor approved it."),
    )
)
REASON = Input("reason", "Why?", "long_text", hint="The person who asked will read this.")

QUESTION = Screen(
    "How much will the boost cost in all?",
    "The desk asks what the boost will cost.",
    (Text("The whole sum, from the first day to the last."), CITED),
    (Input("cost", "Cost", "money", hint="In pounds, such as 80 or 1,250.50"),),
    (
        Button("Continue", "answer-cost", "primary"),
        Button("Why do you ask?", "why"),
        Button("Back", "back"),
        Button("Stop", "stop", "danger", confirm="Stop now? Your answers so far will be thrown away."),
    ),
    label="Boost a post · question 4",
)
WITH_ERRORS = Screen(
    "Which budget will pay for it?",
    "That budget code is not known.",
    (Text("A code alone is not an approval: its holder will be asked as well."),),
    (
        Input("code", "Budget code", "code", "It is on your service's budget sheet, such as LIB-2040.", (), "LIB-9999",
              "No budget has the code LIB-9999. Check it with your finance contact, then write it again."),
        Input("note", "Anything the holder should know", "long_text", required=False),
    ),
    (Button("Continue", "answer-code", "primary"), Button("Back", "back")),
    label="Boost a post · question 5",
)
CHOICE = Screen(
    "Is there anybody under 18 in the photo?",
    "The desk asks whether a child is in the photo.",
    (CITED,),
    (
        Input("under18", "Choose one", "choice", options=(
            Option("yes", "Yes"), Option("no", "No"), Option("unsure", "I do not know"))),
    ),
    (Button("Continue", "answer-18", "primary"), Button("Back", "back")),
    label="Use a photo · question 2",
)
APPROVAL = Screen(
    "Amira Khan asks to boost a post",
    "Amira Khan asks you to approve £80.00 from LIB-2040.",
    (
        Text("You hold this budget, so this waits for you."),
        Facts(ASKED),
        TRACK,
        CITED,
        HAPPENED,
    ),
    buttons=(
        Button("Approve", "approve", "primary"),
        Button("Ask for changes", "return", inputs=(REASON,)),
        Button("Decline", "decline", "danger", inputs=(REASON,)),
    ),
    label="Waits for you · K7QX-M4TD",
)
RECEIPT = Screen(
    "Check your request, then send it",
    "Your boost is ready to send.",
    (
        Text("This needs two approvals before anything is paid for.", "info"),
        Facts(ASKED, CHANGES),
        Steps(("The budget holder approves the cost.", "The communications team checks that it fits the strategy.",
               "You set up the boost with the team."), "What happens next"),
        CITED,
    ),
    buttons=(
        Button("Send for approval", "send", "primary"),
        Button("Throw away", "discard", "danger", confirm="Throw away these answers? They cannot be brought back."),
    ),
    label="Boost a post · needs approval",
)
DECIDED = Screen(
    "Approved: you may boost the post",
    "Your boost was approved by everybody.",
    (Text("Spend no more than £80.00, and stop on 27 November.", "good"), DONE, Facts(ASKED[:4]), CITED, HAPPENED),
    label="K7QX-M4TD · approved",
    tone="good",
)
REFUSAL = Screen(
    "Do not use this photo",
    "The photo may not be used.",
    (
        Text("A child can be recognised and there is no form from a parent.", "bad", strong=True),
        Steps(("Keep the photo off every account.", "Ask the parent to sign the consent form.", "Start again with the form.")),
        CITED,
    ),
    label="Use a photo · refused",
    tone="bad",
)
WARNED = Screen(
    "The policy is past its review date",
    "The policy should have been reviewed.",
    (Text("It should have been reviewed in March. It still applies until it is replaced.", "warn"), ENDED),
    label="Take care",
    tone="warn",
)
KINDS: tuple[InputKind, ...] = ("text", "long_text", "link", "money", "day", "choice", "many", "person", "code")
OPTIONS = (Option("a", "First"), Option("b", "Second"))


def _asking(kind: InputKind) -> Screen:
    field = Input("x", f"A {kind}", kind, "A hint", OPTIONS if kind in {"choice", "many"} else ())
    return Screen(f"Asks for {kind}", "Asks.", inputs=(field,), buttons=(Button("Go on", f"go-{kind}", "primary"),))


HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover=\"alert(1)\" x='",
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
    "empty parts": Screen("Empty", "Empty.", (Facts(()), Steps(()), Citations(()), Progress(()), History(()), Text(""))),
    "many options": Screen("Pick", "Pick.", inputs=(
        Input("service", "Service", "choice", options=tuple(Option(str(n), f"Service {n}") for n in range(40))),),
        buttons=(Button("Go on", "go", "primary"),)),
    "many buttons": Screen("Press", "Press.", buttons=tuple(Button(f"Choice {n}", f"t{n}") for n in range(12))),
    "many facts": Screen("Facts", "Facts.", (Facts(tuple((f"Label {n}", f"Value {n}") for n in range(40))),)),
    "long history": Screen("History", "History.", (History(HAPPENED.entries * 30),)),
    "two inputs before": Screen("Both", "Both.", inputs=(Input("a", "First"),),
                                buttons=(Button("Go on", "go", "primary", (REASON,), "Are you sure?"),)),
    **{f"kind {kind}": _asking(kind) for kind in KINDS},
    **{f"hostile {name}": _hostile(text) for name, text in HOSTILE.items()},
}
