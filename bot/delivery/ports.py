"""What delivery needs from outside: the rows of what must be said and of what falls due, the drawing, the channels."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.channels import Channel
from bot.messages import Posting

# A platform's word for «there is no such message to edit»: the one refusal for good after which a card is posted anew.
MESSAGE_GONE = "message_not_found"
# Words for «this person, or their conversation with the bot, is gone»: they are reached elsewhere from then on.
PERSON_GONE = frozenset(
    {
        *("channel_not_found", "user_not_found", "user_disabled", "user_not_visible", "cannot_dm_bot", "not_staff"),
        *("bot_removed", "MessageWritesBlocked", "ConversationBlockedByUser", "ForbiddenOperationException"),
        *("BotNotInConversationRoster", "BotDisabledByAdmin", "ConversationNotFound", "MemberNotFoundInConversation"),
    }
)
# Why a row is parked when the engine has given it up as often as we let it.
GAVE_UP = "gave_up"


class Row(Protocol):
    """One row of the outbox: bring a card up to a version. A lane keeps its order; `gen` counts engine runs."""

    @property
    def id(self) -> int: ...
    @property
    def card_id(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def lane(self) -> str: ...
    @property
    def gen(self) -> int: ...
    @property
    def finished(self) -> bool: ...
    @property
    def failed(self) -> str: ...


class CardState(Protocol):
    """A card as delivery sees it: which version it should show, which it does, and where the message is."""

    @property
    def id(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def wanted(self) -> int: ...
    @property
    def shown(self) -> int: ...
    @property
    def message(self) -> str: ...


class DueTimer(Protocol):
    """Something that has fallen due."""

    @property
    def id(self) -> int: ...
    @property
    def council(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def ref(self) -> str: ...
    @property
    def due(self) -> datetime: ...


class Backlog(Protocol):
    """How much is left to say: rows that wait, rows that are parked, and since when the oldest waits."""

    @property
    def waiting(self) -> int: ...
    @property
    def parked(self) -> int: ...
    @property
    def oldest(self) -> datetime | None: ...


class Outbox(Protocol):
    """What must be said. Every change is conditional, so that two replicas may do the same at once."""

    async def row(self, row_id: int) -> Row | None:
        """One row, or None where it has been erased."""

    async def unqueued(self, before: datetime, limit: int) -> Sequence[Row]:
        """The oldest unfinished rows from before that moment which the engine has not been given."""

    async def unsent(self, before: datetime, after: int, limit: int) -> Sequence[Row]:
        """Rows from before that moment which the engine was given and which are not finished, above the id `after`."""

    async def queued(self, rows: Sequence[Row]) -> None:
        """Note that the engine has these rows in these generations."""

    async def delivered(self, card: CardState, message: str, at: datetime) -> None:
        """Note that the card now shows `card.wanted` in that message; every row up to there is finished.

        The version shown never goes down.
        """

    async def superseded(self, row: Row, at: datetime) -> None:
        """Note that a row is finished without sending, because its card already shows as much."""

    async def tried(self, row: Row) -> None:
        """Count an attempt that did not succeed."""

    async def park(self, row: Row, code: str) -> None:
        """Give a row up, with the reason, for people to see."""

    async def again(self, row: Row) -> None:
        """Take a row back from the engine, to be given to it anew in the next generation."""

    async def parked(self, limit: int) -> Sequence[Row]:
        """The rows that were given up, oldest first."""

    async def backlog(self) -> Backlog:
        """How much is left to say."""


class Cards(Protocol):
    """The cards that stand on platforms."""

    async def card(self, card_id: str) -> CardState | None:
        """One card, or None where it has been erased."""

    async def differing(self, after: str, limit: int) -> Sequence[CardState]:
        """Cards above the id `after` that do not show what they should, with no row that will bring them there."""

    async def say_again(self, card: CardState, at: datetime) -> bool:
        """Want the card drawn once more, with a row for it; False where it is no longer as it was seen."""


class Timers(Protocol):
    """What falls due when."""

    async def due(self, now: datetime, after: int, limit: int) -> Sequence[DueTimer]:
        """Timers that have fallen due and not fired, above the id `after`."""

    def firing(self, timer: DueTimer) -> AbstractAsyncContextManager[bool]:
        """A transaction that fires the timer; gives False where it has fired already. An error inside takes it back."""


class Replicas(Protocol):
    """The processes that deliver, each with a heartbeat."""

    async def beat(self, name: str, at: datetime) -> None:
        """Say that this process is alive."""

    async def alive(self, since: datetime) -> frozenset[str]:
        """Who has said so since that moment."""

    async def leave(self, name: str) -> None:
        """Say that this process has stopped."""


class Drawing(Protocol):
    """Draws cards."""

    async def posting(self, card_id: str) -> Posting | None:
        """The card as it should look now, read from the database; None where it is no longer to be shown."""


OnTimer = Callable[[DueTimer], Awaitable[None]]
OnLost = Callable[[str], Awaitable[bool]]


async def _stays(card_id: str) -> bool:
    return False


async def _nothing() -> None:
    return None


@dataclass(frozen=True)
class Ports:
    """Everything that delivery is given; `kinds` says what each kind of timer does, within its transaction.

    `lost` is told of a card whose person is not to be found where it stands, and says whether it goes elsewhere now.
    `fetch` brings here whatever people sent as files and is still to be fetched, `ask` finds out of platforms what is
    to be asked of them now and then.
    """

    outbox: Outbox
    cards: Cards
    timers: Timers
    replicas: Replicas
    drawing: Drawing
    channels: Mapping[str, Channel]
    kinds: Mapping[str, OnTimer]
    lost: OnLost = _stays
    fetch: Callable[[], Awaitable[None]] = _nothing
    ask: Callable[[], Awaitable[None]] = _nothing
