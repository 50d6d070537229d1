"""Recorded activities of Teams', mutated: as JSON, as bytes, and in how they are signed. Seeded."""

import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack.mutations import Dice
from tests.fakes.teams.state import Json
from tests.fakes.teams.tokens import FORGED
from tests.fakes.teams.wire import Sent, Wire

Headers = dict[str, str]
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**400, 1.5, "", " ", "\0", "\ud800", "💥" * 300, "x" * 20_000, [], {}, [[]], [None],
    {"id": None}, {"id": "29:1"}, "29:1", "28:1", "19:x@thread.tacv2;messageid=1", "<at>Comms Desk</at>", "../../etc",
    "%s%n", "' OR 1=1 --", "9" * 400, "2026-13-45", "null", "invoke", "message", "messageBack", "\u202e",
    {"msteams": {"type": "task/fetch"}}, {"commsdesk": {}}, {"commsdesk": {"token": 1, "key": [], "version": "x"}},
    "adaptiveCard/action", "composeExtension/submitAction", "fileConsent/invoke", "http://127.0.0.1:1/",
)  # fmt: skip
KINDS = ("text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data", "")
CARRIED = ("value", "attachments", "entities", "membersAdded", "membersRemoved", "channelData")
DEEP = 200


@dataclass(frozen=True)
class Mutant:
    """A request that Teams never sent; `signed` says that its token is good all the same."""

    name: str
    body: bytes
    headers: Headers = field(repr=False)
    signed: bool = True


def mutants(recorded: Sequence[Sent], count: int, seed: str, wire: Wire) -> list[Mutant]:
    """So many of them, each from one recorded activity (and sometimes a second); the last third has no good token."""
    honest = 2 * count // 3
    return [_mutant(recorded, f"{seed}.{n}", wire, signed=n < honest) for n in range(count)]


def own(recorded: Sequence[Sent]) -> set[str]:
    """What kinds of activity were recorded: each type, with the name of an invoke."""
    return {" ".join(filter(None, (s.activity["type"], s.activity.get("name")))) for s in recorded}


def _mutant(recorded: Sequence[Sent], name: str, wire: Wire, *, signed: bool) -> Mutant:
    dice = Dice(name)
    activity = copy.deepcopy(dice.pick(recorded).activity)
    headers = wire.headers(activity, "" if signed else dice.pick(tuple(FORGED)))
    if not signed:
        return Mutant(f"forged {name}", json.dumps(activity).encode(), headers, signed=False)
    for _ in range((1, 1, 1, 2, 3)[dice.below(5)]):
        _change(activity, dice, recorded)
    if dice.below(5):
        return Mutant(f"as JSON {name}", json.dumps(activity).encode(), headers)
    if dice.below(3) == 0:
        headers = {**headers, "Content-Type": dice.pick(KINDS)}
    return Mutant(f"as bytes {name}", _as_bytes(json.dumps(activity).encode(), dice, recorded), headers)


def _as_bytes(body: bytes, dice: Dice, recorded: Sequence[Sent]) -> bytes:
    """The bytes themselves are cut, doubled, filled with others, or something else entirely."""
    at = dice.below(len(body))
    to = at + dice.below(40)
    junk = bytes(dice.below(256) for _ in range(1 + dice.below(12)))
    return dice.pick((
        body[:at], body[at:], body[:at] + body[to:], body[:to] + body[at:], body[:at] + junk + body[at:], junk, b"",
        body[:at] + b"\0" + body[at:], body + dice.pick(recorded).body, b"[" * 30_000, b"\xff\xfe", b"null", b"[]",
        b'{"type":' * 5_000, b'"text"', b"NaN", b"[" + body + b"]", b"\xef\xbb\xbf" + body, body.replace(b'"', b"'"),
        b'{"type":"message",' + body[1:], body.decode().encode("utf-16"), b"{}", b'{"type":"message"}',
    ))  # fmt: skip


def _places(part: Any) -> list[tuple[Any, Any]]:
    """Every place in an activity: what holds it, and its key or number there."""
    if isinstance(part, dict):
        return [(part, k) for k in part] + [place for inner in part.values() for place in _places(inner)]
    if isinstance(part, list):
        return [(part, n) for n in range(len(part))] + [place for inner in part for place in _places(inner)]
    return []


def _change(activity: Json, dice: Dice, recorded: Sequence[Sent]) -> None:
    """Something is taken away, renamed, swapped, repeated, nested, cut in two, or made to be of another kind."""
    # What is wrong in the frame goes no further than its reading, so half of it is wrong in what is carried.
    carried = {name: part for name, part in activity.items() if name in CARRIED}
    within = [p for p in _places(carried) if p[0] is not carried]
    places = within if within and dice.below(2) else _places(activity)
    if not places:
        return
    holder, key = dice.pick(places)
    match dice.below(8):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[f"{key}_"] = holder.pop(key)
        case 2:
            there, name = dice.pick(_places(dice.pick(recorded).activity))
            holder[key] = copy.deepcopy(there[name])
        case 3:
            holder[key] = [holder[key]] * (1 + dice.below(50))
        case 4 if isinstance(holder[key], str):
            at = dice.below(len(holder[key]))
            holder[key] = holder[key][:at] + str(dice.pick(("\0", "\ud83d", "é", "A", ":", ""))) + holder[key][at + 1 :]
        case 5:
            holder[key] = _nested(holder[key], 1 + dice.below(DEEP), dice)
        case _:
            holder[key] = copy.deepcopy(dice.pick(ODD))


def _nested(value: Any, deep: int, dice: Dice) -> Any:
    for _ in range(deep):
        value = [value] if dice.below(2) else {"a": value}
    return value
