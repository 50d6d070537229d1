"""The ordinary cards of a day in the office, for tests and pictures."""

from bot.messages import (
    Button,
    Citation,
    Citations,
    Facts,
    History,
    Input,
    Option,
    Progress,
    Screen,
    Stage,
    Steps,
    Text,
)

CITED = Citations(
    (
        Citation("Social media policy", "2.7", "A paid post needs the budget holder's approval and a code."),
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
        Button("Why do you ask?", "why", "quiet"),
        Button("Back", "back", "quiet"),
        Button("Stop", "stop", "danger", confirm="Stop now? Your answers so far will be thrown away."),
    ),
    label="Boost a post · question 4",
)
WITH_ERRORS = Screen(
    "Which budget will pay for it?",
    "That budget code is not known.",
    (Text("A code alone is not an approval: its holder will be asked as well."),),
    (
        Input(
            "code",
            "Budget code",
            "code",
            "It is on your service's budget sheet, such as LIB-2040.",
            (),
            "LIB-9999",
            "No budget has the code LIB-9999. Check it with your finance contact, then write it again.",
        ),
        Input("note", "Anything the holder should know", "long_text", required=False),
    ),
    (Button("Continue", "answer-code", "primary"), Button("Back", "back", "quiet")),
    label="Boost a post · question 5",
)
CHOICE = Screen(
    "Is there anybody under 18 in the photo?",
    "The desk asks whether a child is in the photo.",
    (CITED,),
    (
        Input(
            "under18",
            "Choose one",
            "choice",
            options=(Option("yes", "Yes"), Option("no", "No"), Option("unsure", "I do not know")),
        ),
    ),
    (Button("Continue", "answer-18", "primary"), Button("Back", "back", "quiet")),
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
    waits=True,
)
RECEIPT = Screen(
    "Check your request, then send it",
    "Your boost is ready to send.",
    (
        Text("This needs two approvals before anything is paid for.", "info"),
        Facts(ASKED, CHANGES),
        Steps(
            (
                "The budget holder approves the cost.",
                "The communications team checks that it fits the strategy.",
                "You set up the boost with the team.",
            ),
            "What happens next",
        ),
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
        Steps(("Keep the photo off every account.", "Ask the parent to sign the consent form.", "Start again.")),
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
