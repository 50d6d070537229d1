"""The front desk: one click or message, one transaction, one answer to the person; and what timers do to cases."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.approvals import service
from bot.approvals.ports import Conflict, Desk, Person, Unavailable
from bot.approvals.service import Where
from bot.conversations import at_home, bringing, choosing, copies, decisions, errands, matters, presses, visitors, words
from bot.conversations.commands import buttons, command, in_the_chat
from bot.conversations.commands.call import Call
from bot.conversations.here import showing_here
from bot.conversations.hushed import Button, hushed
from bot.conversations.mentions import addressed
from bot.conversations.ports import Accounts, Arrived, Links, Receipts, Store
from bot.conversations.press import FROM_BEFORE, Press
from bot.conversations.readable import readable
from bot.conversations.team import Team
from bot.conversations.turn import Talk
from bot.conversations.visitors import MEMBER, Door, met, turned_away
from bot.errors import InvalidAnswer, Refused, Stale
from bot.messages import Incoming, Reply
from bot.registers.ports import Desk as Registers
from bot.reports import service as reporting
from bot.reports.ports import Desk as Reports
from bot.tokens import Signer

BUTTONS = {**presses.BUTTONS, **decisions.BUTTONS, **errands.BUTTONS, **matters.BUTTONS, **choosing.BUTTONS,
           **buttons.BUTTONS, **visitors.BUTTONS, **copies.BUTTONS}  # fmt: skip
TRIES = 12
PATIENCE = 2.0
LEFT = (
    "The staff list says that you have left, so nothing can be asked or decided from here. "
    "If that is wrong, tell whoever keeps that list."
)
NOT_SAVED = "That was not saved: the database did not answer. Nothing is lost; press it again in a minute."
BUSY = "Somebody else changed this at the same moment. Look at the card and try again."
NOT_OPENED = "That could not be opened just now, and nothing was done. Try it again."


class Looked(Exception):
    """Takes back all that somebody did who only wanted to look; `reply` is what they are shown."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


@dataclass(frozen=True)
class FrontDesk:
    """Takes what comes in from any channel.

    `nudge` tells delivery, after commit, that there is something to send, `fetch` that somebody sent files.
    """

    store: Store
    accounts: Accounts
    links: Links
    receipts: Receipts
    talk: Talk
    desk: Desk
    reports: Reports
    registers: Registers
    signer: Signer
    team: Team
    nudge: Callable[[], None]
    fetch: Callable[[], None] = lambda: None

    async def handle(self, incoming: Incoming) -> Reply:
        """Deal with one delivery, or give again the answer that a repeat of it was given; never silent."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._tried(readable(incoming))
        except (TimeoutError, Unavailable):
            return Reply(NOT_SAVED, "bad")
        finally:
            self.nudge()  # whatever was heard of the commit: it may have been made
            if incoming.files:
                self.fetch()

    async def _tried(self, incoming: Incoming) -> Reply:
        for attempt in range(TRIES):
            try:
                return await self._once(incoming)
            except Conflict:
                await asyncio.sleep(0.005 * attempt)
            except Looked as seen:
                return seen.reply
        return Reply(BUSY, "warn")

    async def _once(self, incoming: Incoming) -> Reply:
        async with self.store.transaction():
            if incoming.told:
                return await self._heard(incoming)
            before = await self.receipts.get(incoming.id)
            if before is not None:
                return before
            who = await self._person(incoming)
            if isinstance(who, Reply):
                return who
            if not who.person.active:
                return Reply(LEFT, "warn")
            here = replace(self, talk=showing_here(self.talk, who.person, incoming.account, who.address))
            reply = await here._dealt_with(incoming, who.person)
            # What only shows something is shown again to whoever asks again, as it then is.
            if not (reply.screen or reply.files or reply.who or reply.where):
                await self.receipts.add(incoming.id, who.person.council, reply)
            return reply

    async def _person(self, incoming: Incoming) -> Arrived | Reply:
        """Whoever has confirmed the account; what to show where nobody has."""
        arrived = await self.accounts.arrived(incoming.account, incoming.address)
        if arrived and arrived.standing != MEMBER:
            return await self._no_member(incoming)
        if arrived:
            return arrived
        try:
            found = await met(self._door(), incoming, self._button(incoming))
            return found if isinstance(found, Reply) else Arrived(found, "member", incoming.address)
        except Refused as forged:
            return Reply(forged.sentence, "bad")

    def _door(self) -> Door:
        return Door(self.links, self.desk.directory, self.accounts, self.talk)

    async def _no_member(self, incoming: Incoming) -> Arrived | Reply:
        """What the platform is asked about, or says by now, of somebody who was no member there any more."""
        if incoming.profile is None:
            return Reply(who=True)
        await self._heard(incoming)
        arrived = await self.accounts.arrived(incoming.account, incoming.address)
        if arrived and arrived.standing == MEMBER:
            return arrived
        standing = arrived.standing if arrived else incoming.profile.standing
        return turned_away(self.talk, replace(incoming.profile, standing=standing))

    async def _heard(self, incoming: Incoming) -> Reply:
        """Note what the platform says of an account; nothing is answered, for nobody did anything."""
        if incoming.profile:
            await self.links.stands(incoming.account, incoming.profile, self.talk.clock.now())
        return Reply(counted=False)

    def _button(self, incoming: Incoming) -> Button:
        return self.signer.read(incoming.token) if incoming.token else []

    async def _dealt_with(self, incoming: Incoming, person: Person) -> Reply:
        try:
            button = self._button(incoming)
        except Refused as forged:
            return Reply(forged.sentence, "bad")
        quiet = await hushed(self.talk, button, person)
        reply = await self._answered(incoming, person, button)
        # Words may have begun a confidential guide; a button is of the same conversation as before.
        if quiet or (not button and await hushed(self.talk, button, person)):
            return replace(reply, counted=False)
        return reply

    async def _answered(self, incoming: Incoming, person: Person, button: Button) -> Reply:
        try:
            reply = await self._did(incoming, person, button)
        except InvalidAnswer as wrong:
            reply = Reply(wrong.sentence, "warn", {_field(incoming): wrong.sentence})
        except Stale as late:
            return Reply(late.sentence, "info")
        except Refused as no:
            return Reply(no.sentence, "bad")
        if incoming.looks and not reply.files:
            raise Looked(_looked(reply))
        # Whoever is handed a file is on the record, however they came by it.
        return _looked(reply) if incoming.looks else reply

    async def _did(self, incoming: Incoming, person: Person, button: Button) -> Reply:
        if wish := visitors.wished(button, incoming, person):
            return await visitors.begun(self._door(), wish, person, visitors.ALREADY.format(person.name))
        if button:
            return await self._pressed(incoming, person, button)
        if incoming.page:
            return await at_home.opened(self.talk, person, incoming)
        if incoming.start:
            return await bringing.start(self.talk, self.accounts, person, incoming)
        if incoming.command:
            team = incoming.command == "team"
            meant = await addressed(self.accounts, person.council, incoming) if team else incoming
            return await command(self._call(person, meant))
        shown = await in_the_chat(self._call(person, incoming))
        return shown or await words.said(self.talk, person, incoming)

    def _call(self, person: Person, incoming: Incoming) -> Call:
        return Call(self.talk, self.desk, self.reports, self.registers, person, incoming, self.team)

    async def _pressed(self, incoming: Incoming, person: Person, button: Button) -> Reply:
        action, *about = button
        press = BUTTONS.get(str(action))
        if press is None:
            raise Refused("unknown_action", FROM_BEFORE)
        reply = await press(
            Press(self.talk, self.desk, self.reports, self.registers, person, incoming, about, self.team)
        )
        return await at_home.pressed(self.talk, person, incoming, reply)


def _looked(reply: Reply) -> Reply:
    """What somebody who only looks is shown."""
    if reply.screen or reply.files:
        return Reply(screen=reply.screen, files=reply.files, counted=False)
    return Reply(NOT_OPENED, "warn")


def _field(incoming: Incoming) -> str:
    return next(iter(incoming.fields), "answer")


async def expire(desk: Desk, ref: str) -> None:
    """Act on an `expire` timer, whose ref is `case.step.revision`."""
    case, step, revision = ref.split(".")
    await service.expire(desk, Where(case, int(step), int(revision)))


async def staff_changed(desk: Desk, reports: Reports, council: str) -> None:
    """Act on a `staff_changed` timer, which an import of staff leaves in its own transaction."""
    await service.staff_changed(desk, council)
    await reporting.staff_changed(reports, council)
