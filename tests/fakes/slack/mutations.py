"""Recorded deliveries of Slack's, mutated: as JSON, as a form, as bytes, and in how they are signed. Seeded."""

import copy
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from urllib.parse import parse_qsl, quote_plus, urlencode

from tests.fakes.slack.state import Json
from tests.fakes.slack.wire import FORM, JSON, Sent, signature

T = TypeVar("T")
Headers = dict[str, str]
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**400, 1.5, "", " ", "\0", "\ud800", "💥" * 300, "x" * 20_000, [], {}, [[]], [None],
    {"id": None}, {"id": "U1"}, "U1", "<!channel>", "../../etc", "%s%n", "' OR 1=1 --", "1:2:3", ":", "a:-1:in.x",
    "9" * 400, "2026-13-45", "null", "press.0", "T1", "\u202e", {"values": {"a:1:in.b": {"c": {}}}},
)  # fmt: skip
KINDS = (FORM, JSON, "text/plain", "multipart/form-data", "application/x-www-form-urlencoded; charset=utf-16", "")


@dataclass
class Dice:
    """Throws that are the same for the same seed."""

    seed: str
    _thrown: int = 0

    def below(self, sides: int) -> int:
        """A number from nought to below that."""
        self._thrown += 1
        return int.from_bytes(hashlib.sha256(f"{self.seed}/{self._thrown}".encode()).digest()[:8]) % max(1, sides)

    def pick(self, among: Sequence[T]) -> T:
        """One of them."""
        return among[self.below(len(among))]


@dataclass(frozen=True)
class Mutant:
    """A request that Slack never sent; `signed` says that its signature is good all the same."""

    name: str
    body: bytes
    headers: Headers = field(repr=False)
    signed: bool = True


def mutants(recorded: Sequence[Sent], count: int, seed: str, secret: str, now: int) -> list[Mutant]:
    """So many of them, each from one recorded delivery (and sometimes a second); the last third is badly signed."""
    made = [_mutant(recorded, Dice(f"{seed}.{n}"), f"{seed}.{n}", secret, now) for n in range(count)]
    honest = 2 * count // 3
    return [*made[:honest], *(_unsigned(m, Dice(f"{m.name}.s"), secret, now) for m in made[honest:])]


def envelopes(recorded: Sequence[Sent], count: int, seed: str) -> list[str]:
    """So many envelopes for a socket, each with something wrong in it or in what it holds."""
    made = []
    for number in range(count):
        dice = Dice(f"{seed}.{number}")
        sent = dice.pick(recorded)
        payload, _ = _opened(sent)
        whole = {"envelope_id": f"e{number}", "type": sent.kind, "payload": payload, "accepts_response_payload": True}
        _change(dice.pick(_places(whole)), dice, recorded)
        text = json.dumps(whole)
        made.append(text[: dice.below(len(text))] if dice.below(12) == 0 else text)
    return made


def _mutant(recorded: Sequence[Sent], dice: Dice, name: str, secret: str, now: int) -> Mutant:
    sent = dice.pick(recorded)
    how = dice.pick((_as_json, _as_json, _as_json, _as_form, _as_bytes))
    for _ in range(1 + dice.below(3)):
        sent = how(sent, dice, recorded)
    headers = {"Content-Type": sent.content_type} if sent.content_type else {}
    return Mutant(f"{how.__name__} {name}", sent.body, {**headers, **signature(secret, sent.body, now)})


def _unsigned(mutant: Mutant, dice: Dice, secret: str, now: int) -> Mutant:
    stamp, sign = "X-Slack-Request-Timestamp", "X-Slack-Signature"
    whole, dropped = mutant.headers[sign], dice.pick((stamp, sign))
    ways: tuple[Callable[[], Headers], ...] = (
        lambda: {k: v for k, v in mutant.headers.items() if k not in (stamp, sign)},
        lambda: {k: v for k, v in mutant.headers.items() if k != dropped},
        lambda: {**mutant.headers, **signature("another secret", mutant.body, now)},
        lambda: {**mutant.headers, **signature(secret, mutant.body + b" ", now)},
        lambda: {**mutant.headers, **signature(secret, mutant.body, now - 301 - dice.below(10**6))},
        lambda: {**mutant.headers, **signature(secret, mutant.body, now + 400 + dice.below(10**6))},
        lambda: {**mutant.headers, stamp: dice.pick(("", "soon", "-1", "١٢٣", "9" * 5000, f"{now}.0", f" {now}x"))},
        lambda: {**mutant.headers, sign: dice.pick(("", "v0", "v0=", whole[:-1], whole.replace("v0", "v1"), "v0=é"))},
    )
    return replace(mutant, headers=dice.pick(ways)(), signed=False)


def _as_json(sent: Sent, dice: Dice, recorded: Sequence[Sent]) -> Sent:
    """Something within the payload is taken away, put in another's place, or made to be of another kind."""
    payload, pack = _opened(sent)
    places = _places(payload)
    if not places:
        return sent
    _change(dice.pick(places), dice, recorded)
    return pack(payload)


def _as_form(sent: Sent, dice: Dice, recorded: Sequence[Sent]) -> Sent:
    """The fields of the form are dropped, doubled, renamed, or mixed with those of another delivery."""
    fields = parse_qsl(sent.body.decode("utf-8", "replace"), keep_blank_values=True) or [("payload", "{}")]
    place = dice.below(len(fields))
    name, value = fields[place]
    others = parse_qsl(dice.pick(recorded).body.decode("utf-8", "replace")) or [("ssl_check", "1")]
    changed: tuple[list[tuple[str, str]], ...] = (
        fields[:place] + fields[place + 1 :],
        [*fields, (name, value)],
        [*fields[:place], (f"{name}s", value), *fields[place + 1 :]],
        [*fields[:place], (name, str(dice.pick(ODD))), *fields[place + 1 :]],
        [*fields, *others],
        [*fields, *[("a", "b")] * 2_000],
    )
    text = urlencode([(k, v.encode("utf-8", "surrogatepass")) for k, v in dice.pick(changed)])
    return Sent(sent.kind, text.encode(), dice.pick(KINDS) if dice.below(4) == 0 else FORM)


def _as_bytes(sent: Sent, dice: Dice, recorded: Sequence[Sent]) -> Sent:
    """The bytes themselves are cut, doubled, filled with others, or said to be something else."""
    body, at = sent.body, dice.below(len(sent.body))
    to = at + dice.below(40)
    junk = bytes(dice.below(256) for _ in range(1 + dice.below(12)))
    changed = (
        body[:at], body[at:], body[:at] + body[to:], body[:to] + body[at:], body[:at] + junk + body[at:], junk, b"",
        body[:at] + b"\0" + body[at:], body + dice.pick(recorded).body, b"payload=" + body, b"[" * 30_000, b"\xff\xfe",
        b'{"type":' * 5_000, b"payload=%7B%22type%22%3A", b"payload=%ff%fe", b"null", b"[]", b'"text"', b"NaN",
    )  # fmt: skip
    return Sent(sent.kind, dice.pick(changed), dice.pick(KINDS) if dice.below(3) == 0 else sent.content_type)


def _opened(sent: Sent) -> tuple[Any, Callable[[Any], Sent]]:
    if sent.kind == "events_api":
        return json.loads(sent.body), lambda p: replace(sent, body=json.dumps(p).encode())
    fields = dict(parse_qsl(sent.body.decode(), keep_blank_values=True))
    if sent.kind == "interactive":
        return json.loads(fields["payload"]), lambda p: replace(sent, body=f"payload={quote_plus(_dump(p))}".encode())
    return fields, lambda p: replace(sent, body=_form(p))


def _dump(payload: Any) -> str:
    return json.dumps(payload)


def _form(fields: Any) -> bytes:
    pairs = [(k, v if isinstance(v, str) else json.dumps(v)) for k, v in fields.items()]
    return urlencode(
        [(k.encode("utf-8", "surrogatepass"), v.encode("utf-8", "surrogatepass")) for k, v in pairs]
    ).encode()


def _places(part: Any) -> list[tuple[Any, Any]]:
    """Every place in a payload: what holds it, and its key or number there."""
    if isinstance(part, dict):
        return [(part, k) for k in part] + [place for inner in part.values() for place in _places(inner)]
    if isinstance(part, list):
        return [(part, n) for n in range(len(part))] + [place for inner in part for place in _places(inner)]
    return []


def _change(place: tuple[Any, Any], dice: Dice, recorded: Sequence[Sent]) -> None:
    holder, key = place
    match dice.below(6):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[f"{key}_"] = holder.pop(key)
        case 2:
            other, _ = _opened(dice.pick(recorded))
            there, name = dice.pick(_places(other))
            holder[key] = copy.deepcopy(there[name])
        case 3:
            holder[key] = [holder[key]] * (1 + dice.below(50))
        case 4 if isinstance(holder[key], str):
            at = dice.below(len(holder[key]))
            holder[key] = holder[key][:at] + str(dice.pick(("\0", "\ud83d", "é", "A", ":", "")))
        case _:
            holder[key] = dice.pick(ODD)


def own(recorded: Sequence[Sent]) -> list[Json]:
    """What the recorded deliveries hold, to see that every kind of them is there."""
    return [payload for payload, _ in map(_opened, recorded)]
