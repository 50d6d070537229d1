"""PURE: cards in a team's channel, which all of its members read: a request that waits for the team."""

from bot.approvals.model import Case
from bot.approvals.ports import TEAM
from bot.approvals.screens import TONES, body, copies, decision
from bot.approvals.story import Told, label, progress
from bot.messages import Screen, Sign, Text

PRIVATE = "Whoever is asked to decide has it in their own messages, with the questions and answers."
COME = "Requests for this team come here"
EACH = "Each request that waits for the team comes to this channel. Only those who are asked can decide it."
HERE = Screen(COME, COME, (Text(EACH), Text("To end this, write: /comms not here")), label="Comms Desk")


def draw(told: Told, sign: Sign, *, asked: bool) -> Screen:
    """The card in a team's channel; `asked` where the step that waits is this team's.

    Whoever of the team is asked may decide there, and is asked for at the press. Private answers are not for a channel.
    """
    stored = told.stored
    if stored.visibility == "private":
        return _private(told)
    title = f"{stored.title}: {told.name(stored.case.requester)} asks"
    return Screen(
        title=title,
        summary=f"{title}. {stored.reference}. {label(told)}.",
        label=f"{stored.reference} · {label(told)}",
        tone=TONES.get(stored.case.state, "warn" if stored.case.orphaned else "info"),
        blocks=(_team_lead(told, asked=asked), progress(told), *body(told, mine=False)),
        buttons=(
            *(decision(told, TEAM, sign) if asked and not stored.case.orphaned else ()),
            *copies(told, TEAM, sign),
        ),
    )


def _team_lead(told: Told, *, asked: bool) -> Text:
    case = told.stored.case
    if not asked or case.orphaned:
        return Text(label(told) + ".", strong=True)
    do = "deal with this" if told.referral else "decide"
    names = ", ".join(told.name(s.person) for s in (case.open_step.seats if case.open_step else ()) if s.live)
    return Text(f"Waits for your team: {told.role(_waits(case))}. These can {do}: {names}.", strong=True)


def _private(told: Told) -> Screen:
    title, stored = "A private request", told.stored
    return Screen(
        title,
        f"{title}. {stored.reference}. {label(told)}.",
        (Text(label(told) + ".", strong=True), Text(PRIVATE)),
        label=f"{stored.reference} · {label(told)}",
        tone=TONES.get(stored.case.state, "info"),
    )


def _waits(case: Case) -> int:
    return case.open_step.number if case.open_step else 0
