"""Taking what somebody sent, in the transaction that takes their message: nothing is fetched yet."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from bot.approvals.ports import Person
from bot.clock import Clock
from bot.evidence.looking import LONGEST, TOO_MANY, WHY, before, kind_of, plain_name
from bot.evidence.ports import CONVERSATION, REFUSED, WANTED, Held, Shelf
from bot.files import MOST, SentFile
from bot.ids import Ids
from bot.messages import Account, File

SHARE = "Send a link to it instead, one that those who deal with this can open."


@dataclass(frozen=True)
class Taken:
    """What became of the files of one message."""

    files: tuple[Held, ...] = ()

    @property
    def wanted(self) -> tuple[Held, ...]:
        """Those that are kept, or will be."""
        return tuple(f for f in self.files if f.state != REFUSED)

    @property
    def sentence(self) -> str:
        """What the person is told at once: what I have, what I cannot keep and why, and what to do then."""
        names = [f.name for f in self.wanted]
        have = [f"I have your file{'s' if names[1:] else ''} {listed(names)}."] if names else []
        refused = [f for f in self.files if f.state == REFUSED]
        no = [f"I cannot keep {f.name}: {WHY[f.why]}" for f in refused]
        return " ".join((*have, *dict.fromkeys(no), *([SHARE] if refused else ())))


@dataclass(frozen=True)
class Files:
    """The files of conversations, cases and reports; `read` gives the bytes of one, outside any transaction."""

    shelf: Shelf
    clock: Clock
    ids: Ids
    read: Callable[[str], Awaitable[bytes]]

    async def take(
        self, person: Person, account: Account, sent: Sequence[SentFile], about: str = CONVERSATION, ref: str = ""
    ) -> Taken:
        """Note each file as wanted, or as refused at once; the same one sent again is the same."""
        there = await self.shelf.of(about, ref) if sent else ()
        full = sum(f.state != REFUSED for f in there)
        found: list[Held] = []
        for one in sent[: MOST + 1]:
            known = full + sum(f.state != REFUSED and f not in there for f in found)
            held = self._held(person, account, one, (about, ref), full=known >= MOST)
            # They came at once, and are listed in their order.
            order = timedelta(microseconds=len(there) + len(found))
            found.append(await self.shelf.add(replace(held, sent=held.sent + order)))
        return Taken(tuple(dict.fromkeys(found)))

    async def of(self, about: str, ref: str) -> Sequence[Held]:
        """The files of one thing."""
        return await self.shelf.of(about, ref)

    def copies(self, files: Sequence[Held]) -> tuple[File, ...]:
        """The files to be handed to somebody who may have them; each is read when it is handed over."""
        return tuple(File(f.name, media=f.media, read=partial(self.read, f.id)) for f in files if f.state != REFUSED)

    async def settle(self, conversation: str, about: str, ref: str) -> None:
        """Let what came in a conversation belong to what was sent from it; what was refused stays with nobody."""
        await self.shelf.move(CONVERSATION, conversation, (about, ref))

    async def drop(self, conversation: str) -> None:
        """Erase the files of a conversation from which nothing is sent."""
        await self.shelf.drop(CONVERSATION, conversation)

    def _held(
        self, person: Person, account: Account, sent: SentFile, of: tuple[str, str], *, full: bool
    ) -> Held:  # fmt: skip
        name, now = plain_name(sent.name), self.clock.now()
        why = before(sent) or (TOO_MANY if full else "")
        return Held(
            self.ids.delivery(), person.council, person.id, account, sent.id, name, kind_of(name, sent.media),
            sent.size, sent.link, REFUSED if why else WANTED, why, *of, of[1], now, now,
        )  # fmt: skip


def listed(names: Sequence[str]) -> str:
    """The names as they are said: a, b and c."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def named_in_answer(files: Sequence[Held]) -> str:
    """Files as the raw answer to a question that asks for them: each with the beginning of its id."""
    return "; ".join(f"{f.name[:LONGEST]} (file {f.id[:8]})" for f in files)


def lines(files: Sequence[Held]) -> tuple[str, ...]:
    """The files as a card lists them."""
    return tuple(f"{f.name}{_size(f)}" for f in files)


def _size(held: Held) -> str:
    if held.state == REFUSED:
        return " (could not be kept)"
    if not held.size:
        return ""
    kb = max(1, round(held.size / 1024))
    return f" ({kb} KB)" if kb < 1000 else f" ({held.size / 1024 / 1024:.1f} MB)"  # noqa: PLR2004 - from there in MB
