"""What to tell somebody whose click came too late: who decided, and when."""

from datetime import datetime

from bot.approvals.audit import Entry
from bot.approvals.model import Kind
from bot.approvals.ports import Desk, Stored
from bot.approvals.rules import OLD_REVISION, No
from bot.clock import LONDON

DEEDS = {
    Kind.APPROVED: "approved this",
    Kind.DECLINED: "declined this",
    Kind.CHANGES_ASKED: "asked for changes",
    Kind.WITHDRAWN: "withdrew this request",
    Kind.RESUBMITTED: "sent this request again with changes",
    Kind.EXPIRED: "ran out of time",
}


async def explain(desk: Desk, stored: Stored, no: No) -> str:
    """One sentence: who did what and when, and that the card now shows it."""
    if no is OLD_REVISION:
        return no.sentence
    last = [e for e in await desk.cases.entries(stored.case.id) if e.kind in DEEDS][-1:]
    if not last:
        return no.sentence
    deed = await _deed(desk, stored, Kind(last[0].kind))
    return f"{await _who(desk, last[0])} {deed} {when(last[0].at)}. The card shows where it stands."


async def _deed(desk: Desk, stored: Stored, kind: Kind) -> str:
    """What was done, in the words of the card's own button."""
    content = await desk.cases.content(stored.case.id, stored.case.revision)
    referred = kind is Kind.APPROVED and content.outcome["kind"] != "approval"
    return "dealt with this" if referred else DEEDS[kind]


def when(at: str) -> str:
    """A moment as people in the United Kingdom write it."""
    local = datetime.fromisoformat(at).astimezone(LONDON)
    return f"on {local:%-d %B %Y} at {local:%H:%M}"


async def _who(desk: Desk, entry: Entry) -> str:
    person = await desk.directory.person(entry.actor) if entry.actor else None
    return person.name if person else "This request"
