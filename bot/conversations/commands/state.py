"""`state`: what is in force in the whole council, what is planned and what has been; and how to set or end it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.clock import LONDON
from bot.conversations.commands import days
from bot.conversations.commands.call import Call
from bot.conversations.commands.words import AGAIN
from bot.errors import InvalidAnswer
from bot.messages import Block, Button, Citation, Citations, Facts, Input, Option, Reply, Screen, Steps, Text
from bot.registers import states
from bot.registers.states import IN_FORCE, TITLES, Kind, Period, Setter, day_of
from bot.registers.stating import NOT_YOU
from flows.engine import split

SET, END, CHECK = "comms.state.set", "comms.state.end", "comms.state.check"
KINDS: dict[Kind, re.Pattern[str]] = {
    Kind.PRE_ELECTION: re.compile(r"\b(?:pre.?election|purdah|election)(?: period)?\b", re.IGNORECASE),
    Kind.EMERGENCY: re.compile(r"\bemergency\b", re.IGNORECASE),
    Kind.MOURNING: re.compile(r"\bmourning(?: pause| period)?\b", re.IGNORECASE),
}
FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
BECAUSE = re.compile(r"\b(?:because|reason:?)\s+(.+)$", re.IGNORECASE)
NOTHING = "Nothing is in force, and nothing is planned."
NO_DAY = "There is no day “{}”. Write it like 2026-12-03, or 3 December 2026."
WHY = Input("why", "Why?", hint="Such as: the notice of election was published today. The record keeps it.")
EFFECTS: dict[Kind, str] = {
    Kind.PRE_ELECTION: "Guides say what the law asks of a council before an election, where it touches the request.",
    Kind.EMERGENCY: "Guides put your policy's rules for an emergency first, where it has any.",
    Kind.MOURNING: "Guides say to hold posts back, where your policy asks for a pause.",
}
EVERYWHERE = (
    "Help, home pages and answers say to all staff that it is in force.",
    "Whoever is in the middle of a guide is told at their next answer.",
    "It ends by itself after the last day. You can end it sooner.",
)
OURS = "Your policy does not say who may set this. We let the {} do it: this is our choice, not the policy's."
OVERLAPS = "One of this kind is set from {} to {} already. Both then count."
EARLIER = 5
ENDS = "It ends by itself after this day."
NO_FAULT: Mapping[str, str] = {}


async def state(call: Call, rest: str) -> Reply:
    """What is in force; `set` and `end` come after it."""
    first, _, more = rest.partition(" ")
    match first.lower():
        case "set" | "start" | "begin" | "plan":
            return await _set(call, more)
        case "end" | "stop" | "cancel":
            return await _end(call, more)
        case _:
            return await _set(call, rest) if kind_of(rest) else Reply(screen=await shown(call))


def kind_of(text: str) -> Kind | None:
    """The kind that the words name."""
    return next((kind for kind, pattern in KINDS.items() if pattern.search(text)), None)


async def _set(call: Call, text: str) -> Reply:
    because = BECAUSE.search(text)
    before, why = (text[: because.start()], because[1]) if because else (text, "")
    kind, today = kind_of(before), call.talk.clock.today(LONDON)
    first, last = _typed(before, today)
    try:
        read(before, today)
        if kind is None or last is None:
            return Reply(screen=_form(call, kind, (first, last), why))
        return Reply(screen=await checked(call, kind, (first, last), why))
    except InvalidAnswer as wrong:
        form = _form(call, kind, (first, last), why, {wrong.code: wrong.sentence})
        return Reply(wrong.sentence, "warn", screen=form)


def _typed(text: str, today: date) -> tuple[date, date | None]:
    """The first and the last day in the text; one day alone is the last one, unless it is said to be the first."""
    given = days.real(text, today)
    if given[1:]:
        return given[0], given[1]
    if given and len(days.DAY.findall(text)) == 1 and not FROM.search(text):
        return today, given[0]
    return next(iter(given), today), None


def read(text: str, today: date) -> list[date]:
    """The days in the text; InvalidAnswer for one that is none."""
    try:
        return days.found(text, today)
    except days.NoDay as wrong:
        raise InvalidAnswer("until", NO_DAY.format(wrong.text[:40])) from None


def _form(
    call: Call, kind: Kind | None, period: tuple[date, date | None], why: str, wrong: Mapping[str, str] = NO_FAULT
) -> Screen:
    """The fields with all that was typed, and what is wrong beside its field."""
    first, last = period
    picks = tuple(Option(k.value, TITLES[k]) for k in Kind)
    fields = (
        Input("kind", "What begins?", "choice", options=picks, value=kind.value if kind else ""),
        Input("from", "First day", "day", value=first.isoformat()),
        Input("until", "Last day", "day", ENDS, value=last.isoformat() if last else ""),
        *((replace(WHY, value=why),) if why else ()),
    )
    inputs = tuple(replace(field, error=wrong.get(field.id, "")) for field in fields)
    check = Button("Check it", call.talk.sign(CHECK, call.person.id), "primary")
    return Screen("Set what is in force", "Set what is in force", (), inputs, (check,), label="State")


async def checked(call: Call, kind: Kind, period: tuple[date, date], why: str = "") -> Screen:
    """The card that reads the days back and says what changes; InvalidAnswer where they make no sense."""
    first, last = period
    await _may(call, kind)
    if no := states.may_be_set(first, last, call.talk.clock.today(LONDON)):
        raise InvalidAnswer("until", no.sentence)
    count = (last - first).days + 1
    facts = (
        ("What", TITLES[kind]),
        ("First day", f"{first:%A} {day_of(first)}"),
        ("Last day", f"{last:%A} {day_of(last)}"),
        ("Lasts", f"{count} day{'' if count == 1 else 's'}"),
    )
    token = call.talk.sign(SET, kind.value, first.isoformat(), last.isoformat(), call.person.id)
    yes = Button("Set it", token, "primary", (replace(WHY, value=why),))
    back = Button("Leave it", call.talk.sign(AGAIN, "state"), "quiet")
    effects = Steps((EFFECTS[kind], *EVERYWHERE), "What changes for staff", numbered=False)
    around = await _overlaps(call, kind, period)
    blocks: tuple[Block, ...] = (Facts(facts), *around, effects, *await _whose(call, kind))
    title = "Check this before it is set"
    return Screen(title, f"{title}: {TITLES[kind]}", blocks, (), (yes, back), label="State", tone="warn")


async def _may(call: Call, kind: Kind) -> None:
    who = await call.talk.states.who(call.person.council, kind)
    if call.person.id not in who:
        names = sorted(p.name for p in (await call.desk.directory.people(who)).values())
        raise InvalidAnswer("kind", NOT_YOU.format(" or ".join(names) or "nobody yet"))


async def _overlaps(call: Call, kind: Kind, period: tuple[date, date]) -> tuple[Text, ...]:
    today, (first, last) = call.talk.clock.today(LONDON), period
    there = [p for p in await call.talk.states.shelf.periods(call.person.council) if p.kind is kind and p.open(today)]
    said = [OVERLAPS.format(day_of(p.begins), day_of(p.until)) for p in there if p.begins <= last and p.until >= first]
    return tuple(Text(text, "warn") for text in said)


async def _whose(call: Call, kind: Kind) -> tuple[Block, ...]:
    """The sections that say who may set it, or that we chose who may."""
    council = call.person.council
    policy = call.talk.policies.current(council, await call.talk.situation(council, ""))
    setter = call.talk.states.setters[council].get(kind, Setter(()))
    if not setter.rows:
        return (Text(OURS.format(" or the ".join(policy.roles[r].title for r in setter.roles)), "info"),)
    found = split(policy, setter.rows)["sections"]
    cited = tuple(Citation(s["document"], s["section"], s["says"]) for s in found)
    return (Citations(cited, "Who may set it"),)


async def _end(call: Call, text: str) -> Reply:
    """What the words name, with the buttons that end it; where they name nothing, whatever has not ended."""
    kind, today = kind_of(text), call.talk.clock.today(LONDON)
    every = await call.talk.states.history(call.person.council)
    there = [p for p in every if p.open(today) and kind in (None, p.kind)]
    if not there:
        raise InvalidAnswer("kind", states.NOT_THERE.sentence)
    return Reply(screen=await shown(call, only=there))


async def shown(call: Call, only: Sequence[Period] = ()) -> Screen:
    """What is in force, planned and over, with the ways to set one and to end those that have not ended."""
    today, every = call.talk.clock.today(LONDON), await call.talk.states.history(call.person.council)
    there = only or every
    now, to_come = [p for p in there if p.on(today)], [p for p in there if p.to_come(today)]
    over = [] if only else [p for p in reversed(every) if not p.open(today)][:EARLIER]
    blocks: list[Block] = [Text(await _told(call, p), "warn") for p in now]
    blocks += [Steps(tuple([await _told(call, p) for p in to_come]), "Planned", numbered=False)] if to_come else []
    blocks += [] if now or to_come else [Text(NOTHING, "good")]
    blocks += [Steps(tuple([await _told(call, p) for p in over]), "Earlier", numbered=False)] if over else []
    ends = tuple([_ending(call, p, today) for p in (*now, *to_come)])
    label = "Set another" if now or to_come else "Set one"
    begin = () if only else (Button(label, call.talk.sign(AGAIN, "state set"), "primary"),)
    title = IN_FORCE[now[0].kind] if len(now) == 1 else "What is in force"
    return Screen(title, title, tuple(blocks), (), (*begin, *ends), label="State", tone="warn" if now else "good")


def _ending(call: Call, period: Period, today: date) -> Button:
    token, why = call.talk.sign(END, period.id, call.person.id), replace(WHY, hint="The record keeps it.")
    if period.on(today):
        return Button(f"End it now: {TITLES[period.kind]}", token, "danger", (why,))
    return Button(f"Cancel: {TITLES[period.kind]} from {day_of(period.begins)}", token, "danger", (why,))


async def _told(call: Call, period: Period) -> str:
    """The period in a sentence, with who set it, when and why, and who ended it."""
    name = await _name(call, period.set_by)
    dated = f"{TITLES[period.kind]}, {day_of(period.begins)} to {day_of(period.until)}."
    said = f"{dated} Set by {name} on {_on(period.set_at)}{f': {period.why}' if period.why else ''}."
    if period.ended_on is None:
        return said.replace("..", ".")
    why = f": {period.ended_why}" if period.ended_why else ""
    ended = f"Ended by {await _name(call, period.ended_by)} on {day_of(period.ended_on)}{why}."
    return f"{said} {ended}".replace("..", ".")


async def _name(call: Call, person: str) -> str:
    found = await call.desk.directory.person(person)
    return found.name if found else "somebody who is no longer on record"


def _on(at: str) -> str:
    return day_of(date.fromisoformat(at[:10]))
