"""The composition root: settings in, application out. The only file that picks implementations."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import bot.channels
import flows
from bot.approvals.daily import Daily
from bot.approvals.ports import Desk
from bot.channels import Channel
from bot.channels.browser.ports import Message, Sitter
from bot.channels.browser.tips import Guide
from bot.channels.slack.installing.ports import Installed
from bot.channels.teams.ports import Reference
from bot.clock import LONDON, Clock, system_clock
from bot.conversations.desk import FrontDesk, expire, staff_changed
from bot.conversations.digest import Digest, Rounds
from bot.conversations.drawing import Drawing
from bot.conversations.owned import Owned
from bot.conversations.roll import Roll
from bot.conversations.turn import Talk
from bot.delivery import Delivery
from bot.delivery.ports import OnTimer, Ports
from bot.errors import StartError
from bot.evidence.keeping import Keeper
from bot.evidence.taking import Files
from bot.ids import Ids, system_ids
from bot.messages import Account, Posting
from bot.policy import Packs
from bot.policy.pinned import Policies
from bot.policy.search import Search
from bot.registers import service as registering
from bot.registers.opening import Opening
from bot.registers.ports import Desk as Registers
from bot.registers.states import Kind, Setter
from bot.registers.stating import States
from bot.reports.ports import Desk as Reports
from bot.settings import Settings
from bot.storage.accounts import StoredLinks
from bot.storage.audit import TortoiseAudit
from bot.storage.cards import StoredCards
from bot.storage.cases import StoredCases
from bot.storage.conversations import StoredConversations, StoredReceipts
from bot.storage.database import open_database, reading
from bot.storage.directory import StoredDirectory
from bot.storage.files import StoredFiles
from bot.storage.followups import StoredTasks
from bot.storage.installations import StoredBeginnings, StoredInstallations
from bot.storage.outbox import TortoiseCards, TortoiseOutbox
from bot.storage.policies import StoredPolicies, version_id
from bot.storage.preferences import StoredPreferences
from bot.storage.reach import StoredReach
from bot.storage.references import StoredReferences
from bot.storage.registers import StoredAgreements, StoredRegister
from bot.storage.reports import StoredReports
from bot.storage.roll import StoredRoll
from bot.storage.room import StoredRoom, StoredSitters
from bot.storage.states import StoredStates
from bot.storage.store import TortoiseStore
from bot.storage.team import stored_team
from bot.storage.teams import StoredTeams
from bot.storage.timers import TortoiseReplicas, TortoiseTimers
from bot.storage.undelivered import StoredUndelivered
from bot.storage.vault import Vault
from bot.storage.waiting import StoredWaiting
from bot.tokens import Signer
from bot.working_days import WorkingDays
from flows.engine import Policy

TEAM = "communications"


@dataclass(frozen=True)
class ChannelPorts:
    """What channels may ask: `posting` draws a card as an account may see it, `reached` is where one is written to."""

    posting: Callable[[str, Account], Awaitable[Posting | None]]
    reached: Callable[[Account], Awaitable[str]]
    room: StoredRoom[Message]
    people: StoredSitters[Sitter]
    guide: Guide
    clock: Clock
    ids: Ids
    installations: StoredInstallations[Installed]
    beginnings: StoredBeginnings
    titles: Mapping[str, str]
    references: StoredReferences[Reference]


@dataclass(frozen=True)
class Application:
    """Everything, put together and open."""

    settings: Settings
    packs: Packs
    front: FrontDesk
    delivery: Delivery
    channels: Mapping[str, Channel]
    daily: Rounds
    drawing: Drawing
    search: Search
    keeper: Keeper
    roll: Roll

    @property
    def first(self) -> Policy:
        """The policy that is asked about first: that of the council which the settings name, today."""
        talk, council = self.drawing.talk, self.settings.council
        return talk.policies.current(council, talk.policies.situation(council, "", talk.clock.today(LONDON)))

    def prepare(self) -> None:
        """Make the search ready, so that nobody's first question waits for it."""
        self.search.prepare(self.first)


@dataclass(frozen=True)
class Parts:
    """What several of the parts are made with."""

    settings: Settings
    clock: Clock
    ids: Ids


@asynccontextmanager
async def application(
    settings: Settings, *, clock: Clock = system_clock, ids: Ids = system_ids
) -> AsyncIterator[Application]:
    """The application with its database open; nothing is delivered before `delivery.start()`.

    StartError where settings, a pack or the database do not let it begin, with every fault and what to do.
    """
    packs = Packs(settings.policy_path)
    packs.pack(settings.council)  # an unknown one is refused now, not at the first message
    async with AsyncExitStack() as stack:
        database = await open_database(settings)
        stack.push_async_callback(database.close)
        built = compose(Parts(settings, clock, ids), packs)
        built.search.check(built.first)
        for channel in built.channels.values():
            stack.push_async_callback(channel.close)
        yield built


def compose(parts: Parts, packs: Packs) -> Application:
    """Wire the parts to each other; the database is open."""
    directory = StoredDirectory()
    cards = StoredCards(directory, parts.clock, parts.ids)
    signer = Signer(parts.settings.signing_key().get_secret_value())
    calendar = WorkingDays({c: packs.pack(c).council.calendar for c in packs.councils()})
    tasks, accounts, agreements, keepers = StoredTasks(), StoredRegister(), StoredAgreements(), _keepers(packs)
    opening = Opening(tasks, accounts, agreements, directory, parts.clock, parts.ids, keepers)
    teams = StoredTeams({c: frozenset(packs.pack(c).council.team_channels) for c in packs.councils()})
    desk = Desk(
        StoredCases(), cards, directory, TortoiseTimers(), opening, calendar, parts.clock, parts.ids, keepers, teams
    )  # fmt: skip
    registers = Registers(tasks, accounts, agreements, desk, keepers)
    policies = Policies(packs, StoredPolicies(), version_id, parts.clock)
    search = Search(flows.find(), parts.settings.policy_path)
    states = States(StoredStates(), directory, parts.clock, parts.ids, _setters(packs))
    channels: dict[str, Channel] = {}
    shelf = StoredFiles(parts.ids)
    keeper = Keeper(shelf, TortoiseStore(), cards, bot.channels.fetcher(channels), parts.clock)
    talk = Talk(
        StoredConversations(), policies, directory, cards, search, flows.find(), parts.clock, parts.ids, signer.sign,
        states, StoredPreferences(), StoredUndelivered(), Files(shelf, parts.clock, parts.ids, keeper.read),
    )  # fmt: skip
    reports = Reports(StoredReports(), cards, directory, parts.clock, parts.ids, _fallback(packs))
    drawing = Drawing(cards, talk, desk, reports, registers)
    channels |= _channels(parts, packs, Owned(drawing, cards, directory, reading), directory)
    roll = Roll(StoredRoll(), TortoiseStore(), StoredLinks(directory), bot.channels.knowing(channels), parts.clock)
    daily = Daily(TortoiseAudit(), TortoiseTimers(), parts.clock)
    rounds = Rounds(daily, Digest(desk, StoredWaiting(), talk.undelivered))
    ports = Ports(
        TortoiseOutbox(), TortoiseCards(), TortoiseTimers(), TortoiseReplicas(), drawing, channels,
        _kinds(drawing, rounds), StoredReach(cards).lost, keeper.fetch_due, roll.call,
    )  # fmt: skip
    delivery = Delivery(parts.settings, ports, parts.clock, parts.ids)
    receipts = StoredReceipts(parts.clock)
    front = FrontDesk(
        TortoiseStore(), directory, StoredLinks(directory), receipts, talk, desk, reports, registers, signer,
        stored_team(parts.clock, parts.ids), delivery.nudge, delivery.fetch,
    )  # fmt: skip
    return Application(parts.settings, packs, front, delivery, channels, rounds, drawing, search, keeper, roll)


def _fallback(packs: Packs) -> dict[str, tuple[str, ...]]:
    """Who is told, by council, where nobody on its route can get a report: the first of these who is not involved."""
    return {c: ("human_resources", packs.pack(c).council.owner) for c in packs.councils()}


def _keepers(packs: Packs) -> dict[str, str]:
    """The role that keeps the registers and looks after orphans, by council: communications, or the policy's owner."""
    councils = {c: packs.pack(c).council for c in packs.councils()}
    return {name: TEAM if TEAM in council.roles else council.owner for name, council in councils.items()}


def _setters(packs: Packs) -> dict[str, dict[Kind, Setter]]:
    """Who says what is in force, by council: whoever its pack names, else those who keep the registers."""
    keepers = _keepers(packs)
    return {c: {k: _setter(packs, c, k, keepers[c]) for k in Kind} for c in packs.councils()}


def _setter(packs: Packs, council: str, kind: Kind, keeper: str) -> Setter:
    setting = packs.pack(council).council.states.get(kind.value)
    return Setter(setting.who, setting.rows) if setting else Setter((keeper,))


def _channels(parts: Parts, packs: Packs, owned: Owned, directory: StoredDirectory) -> dict[str, Channel]:
    room, people = StoredRoom(parts.settings.council, Message), StoredSitters(Sitter)
    installations = StoredInstallations("slack", Installed, Vault(parts.settings), parts.clock)
    titles = {c: packs.pack(c).council.name for c in packs.councils()}
    ports = ChannelPorts(
        owned.posting, directory.reached, room, people, _guide(parts, packs), parts.clock, parts.ids,
        installations, StoredBeginnings(parts.clock, parts.ids), titles, StoredReferences(Reference, parts.clock),
    )  # fmt: skip
    made: dict[str, Any] = {n: module.make(parts.settings, ports) for n, module in bot.channels.find().items()}
    channels = {name: channel for name, channel in made.items() if channel is not None}
    if parts.settings.practice_room and len(channels) > 1:
        real = ", ".join(n for n in channels if n != "browser")
        said = f"The practice room cannot run beside {real}. Unset that channel's settings."
        raise StartError("practice_room", [said])
    return channels


def _guide(parts: Parts, packs: Packs) -> Guide:
    if not parts.settings.practice_room:
        return Guide()
    from bot.welcome import guide  # noqa: PLC0415 - with its sample people, for the practice room alone

    settings = parts.settings
    return guide(packs, settings.council, flows.find(), parts.clock.today(LONDON), settings.policy_path)


def _kinds(drawing: Drawing, daily: Rounds) -> dict[str, OnTimer]:
    desk = drawing.desk
    return {
        "expire": lambda timer: expire(desk, timer.ref),
        "staff_changed": lambda timer: _staff_changed(drawing, timer.council),
        **daily.kinds(),
    }


async def _staff_changed(drawing: Drawing, council: str) -> None:
    """Cases, reports and tasks alike look for those who have left."""
    await staff_changed(drawing.desk, drawing.reports, council)
    await registering.staff_changed(drawing.registers, council)
