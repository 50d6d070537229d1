"""`queue`: what waits in the council, the urgent first, with who decides and since when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.approvals.model import CaseState
from bot.conversations.commands.call import Call
from bot.conversations.commands.waits import Row, rows, titled, urgent
from bot.conversations.commands.words import AGAIN
from bot.conversations.typed import meaning
from bot.messages import Block, Button, Facts, Reply, Screen, Steps, Text

SHOWN, CLOSED = 8, 40
FILTERS = ("orphaned", "mine", "overdue", "returned", "closed")
PAGE = re.compile(r"\bpage (\d{1,3})\b")
NOTHING = "Nothing waits for anybody. When a request comes in, it stands here."
ENDED, STATE, HOW = "Requests that have ended", "What is in force", "Show the commands"
NOTHING_SO = "Nothing in the queue is like that."
NOT_YOURS = "Nothing in the queue waits for you."
NONE_ENDED = "No request has ended yet."
UNKNOWN = "I don't know “{}”, so here is all of it. You can narrow it by {}, or by the name of a guide."


@dataclass(frozen=True)
class Wanted:
    """How the queue is narrowed: by filters, by a flow's name, and from which page on; `unknown` fits neither."""

    filters: frozenset[str] = field(default_factory=frozenset)
    flow: str = ""
    page: int = 1
    unknown: str = ""

    def words(self, page: int) -> str:
        """The command for that page of the same."""
        narrowed = " ".join(w for w in (*sorted(self.filters), self.flow.replace("_", " ")) if w)
        return f"queue {narrowed} page {page}".replace("  ", " ")


async def queue(call: Call, rest: str) -> Reply:
    """The queue, narrowed by what was typed."""
    wanted = _wanted(call, rest)
    closed = "closed" in wanted.filters
    overview, council = call.team.cases, call.person.council
    found = await (overview.ended(council, CLOSED) if closed else overview.unfinished(council))
    all_of_it = await rows(call, found)
    kept = [r for r in all_of_it if _fits(call, r, wanted)]
    ordered = kept if closed else sorted(kept, key=urgent)
    return Reply(screen=await _drawn(call, wanted, all_of_it, ordered))


def _wanted(call: Call, rest: str) -> Wanted:
    text = rest.lower()
    page = PAGE.search(text)
    words = PAGE.sub("", text).split()
    wanted = Wanted(frozenset(words) & frozenset(FILTERS), page=int(page[1]) if page else 1)
    name = " ".join(w for w in words if w not in FILTERS)
    if not name:
        return wanted
    flow = meaning(name, call.talk.flows.values()).flow
    shown = flow and call.talk.flows[flow].visibility != "confidential"
    return replace(wanted, flow=flow) if shown else replace(wanted, unknown=name)


def _fits(call: Call, row: Row, wanted: Wanted) -> bool:
    stored, step = row.stored, row.stored.case.open_step
    fits = {
        "orphaned": stored.case.orphaned,
        "mine": bool(step and call.person.id in step.undecided),
        "overdue": row.overdue,
        "returned": stored.case.state is CaseState.CHANGES_REQUESTED,
        "closed": stored.case.state.final,
    }
    # Not even by what it is about may a private request be found.
    return all(fits[f] for f in wanted.filters) and (not wanted.flow or (stored.flow == wanted.flow and not row.hidden))


async def _drawn(call: Call, wanted: Wanted, all_of_it: Sequence[Row], kept: Sequence[Row]) -> Screen:
    pages = max(1, -(-len(kept) // SHOWN))
    page = min(max(wanted.page, 1), pages)
    shown = kept[(page - 1) * SHOWN : page * SHOWN]
    lines = tuple([f"{r.stored.reference}: {await titled(call, r)}" for r in shown])
    title = ENDED if "closed" in wanted.filters else "The queue"
    unknown = (Text(UNKNOWN.format(wanted.unknown, ", ".join(FILTERS)), "warn"),) if wanted.unknown else ()
    listed: Block = Steps(lines, numbered=False) if lines else Text(_empty(wanted, any_at_all=bool(all_of_it)), "good")
    counts = () if "closed" in wanted.filters or not all_of_it else (Facts(_counts(all_of_it)),)
    return Screen(
        title,
        f"{title}: {len(kept)}",
        (*unknown, *counts, listed),
        (),
        _buttons(call, wanted, shown, page, pages) if all_of_it else _elsewhere(call, wanted),
        label=f"Page {page} of {pages}" if pages > 1 else f"{len(kept)} in all",
        tone="warn" if any(urgent(r)[0] < 2 for r in shown) else "info",  # noqa: PLR2004 - orphaned or overdue
    )


def _empty(wanted: Wanted, *, any_at_all: bool) -> str:
    if "closed" in wanted.filters and not any_at_all:
        return NONE_ENDED
    if wanted.filters == {"mine"}:
        return NOT_YOURS
    return NOTHING_SO if any_at_all else NOTHING


def _counts(found: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    returned = sum(r.stored.case.state is CaseState.CHANGES_REQUESTED for r in found)
    return (
        ("In review", str(len(found) - returned)),
        ("Sent back for changes", str(returned)),
        ("Overdue", str(sum(r.overdue for r in found))),
        ("Nobody to decide", str(sum(r.stored.case.orphaned for r in found))),
    )


def _buttons(call: Call, wanted: Wanted, shown: Sequence[Row], page: int, pages: int) -> tuple[Button, ...]:
    sign = call.talk.sign
    shows = tuple(Button(f"Show {r.stored.reference}", sign(AGAIN, f"case {r.stored.reference}")) for r in shown)
    further = (Button("Next page", sign(AGAIN, wanted.words(page + 1)), "primary"),) if page < pages else ()
    before = (Button("Page before", sign(AGAIN, wanted.words(page - 1))),) if page > 1 else ()
    narrowed = bool(wanted.filters or wanted.flow)
    whole = (Button("The whole queue", sign(AGAIN, "queue"), "quiet"),) if narrowed else ()
    return (*shows, *further, *before, *whole)


def _elsewhere(call: Call, wanted: Wanted) -> tuple[Button, ...]:
    """What makes sense where there is nothing: never the same empty list again."""
    other = ("The whole queue", "queue") if "closed" in wanted.filters else (ENDED, "queue closed")
    return tuple(
        Button(label, call.talk.sign(AGAIN, words)) for label, words in (other, (STATE, "state"), (HOW, "help"))
    )
