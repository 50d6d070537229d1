"""Where the app is installed on a platform: its tokens, encrypted, and what that means for people's accounts there."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Generic, TypeVar

from bot.clock import Clock
from bot.errors import ChannelError, StartError
from bot.ids import Ids
from bot.storage.away import SENTENCE, DatabaseAway
from bot.storage.database import PATIENCE, transaction
from bot.storage.models import Account, Installation, InstallState, TeamChannel
from bot.storage.rows import Rows
from bot.storage.vault import NAME, Unreadable, Vault

LIFE = timedelta(minutes=10)
UNREADABLE = (
    "The token of {} was encrypted with another key than {}. "
    "Put that key back, or write it behind the new one with a comma between them."
)
MOVED = (
    "The app was installed in {0} for {1}, and SLACK_WORKSPACES now says {2}. Put it back. "
    "If the workspace does move, run: commsdesk slack forget {0}. Then let it install the app anew."
)
SPOILT = "The token of this workspace cannot be read at the moment, so nothing can be sent there."
INSTALLATIONS = Rows(Installation)
KEPT = ("tenant", "council", "sealed", "name", "bot_user", "bot_id", "scopes", "installed_by")
I = TypeVar("I")  # noqa: E741


class StoredInstallations(Generic[I]):
    """The workspaces of one channel. `made` makes what the channel calls an installation."""

    def __init__(self, channel: str, made: Callable[..., I], vault: Vault, clock: Clock) -> None:
        self._channel, self._made, self._vault, self._clock = channel, made, vault, clock

    def ready(self) -> None:
        """StartError where tokens cannot be encrypted, because there is no key."""
        self._vault.ready()

    async def save(self, *, team: str, council: str, token: str, **told: Any) -> None:
        """Keep an installation, new or made again: the accounts of its council there can be reached from now on.

        Accounts and channels of another council are let go: nobody of one acts for another, whoever moves a workspace.
        """
        kept = {**told, "sealed": self._vault.seal(self._purpose(team), token), "council": council}
        async with transaction():
            await Installation.update_or_create(
                channel=self._channel, tenant=team, defaults={**kept, "installed": self._clock.now(), "ended": None}
            )
            named = TeamChannel.filter(channel=self._channel, address__startswith=f"{team}/")
            await named.exclude(council=council).delete()
            accounts = Account.filter(channel=self._channel, tenant=team)
            await accounts.exclude(council=council).delete()
            await accounts.filter(council=council).update(reachable=True)

    async def find(self, team: str) -> I | None:
        """The workspace, where the app is still in it; ChannelError where nobody can tell at the moment."""
        return next(iter(await self._found(tenant=team)), None)

    async def all(self) -> Sequence[I]:
        """Every workspace with the app in it, by id; ChannelError as `find`."""
        return await self._found()

    async def end(self, team: str, token: str) -> None:
        """Remove the token, and note that nobody is reached there; people and cases stay. A newer token stays too."""
        async with transaction():
            row = await self._rows().select_for_update().get_or_none(tenant=team)
            if row is not None and self._opened(row) in {token, None}:
                await self.forget(team)

    async def forget(self, team: str) -> bool:
        """Remove the token whatever it is, though no key may open it; False where there is none."""
        async with transaction():
            ended = await self._rows().filter(tenant=team).update(sealed="", ended=self._clock.now())
            if ended:
                await self.unreached(team)
            return bool(ended)

    async def unreached(self, team: str) -> None:
        """Note that nobody is reached there any more, whoever kept the token; people and cases stay."""
        async with transaction():
            await Account.filter(channel=self._channel, tenant=team).update(reachable=False)

    async def reached_again(self, team: str) -> None:
        """Write to people there again, where nobody was reached any more: the app is back."""
        async with transaction():
            accounts = Account.filter(channel=self._channel, tenant=team)
            if not await accounts.filter(reachable=True).exists():
                await accounts.update(reachable=True)

    async def check(self, councils: Mapping[str, str]) -> None:
        """Bring every token up to the newest key; StartError names each that no key opens, or of another council."""
        faults = [fault for row in await self._rows().order_by("tenant") async for fault in self._faults(row, councils)]
        if faults:
            raise StartError("settings", faults)

    async def _faults(self, row: Installation, councils: Mapping[str, str]) -> AsyncIterator[str]:
        council = councils.get(row.tenant, row.council)
        if council != row.council:
            yield MOVED.format(row.tenant, row.council, council)
        try:
            fresh = self._vault.renewed(self._purpose(row.tenant), row.sealed)
        except Unreadable:
            yield UNREADABLE.format(row.tenant, NAME)
            return
        if fresh != row.sealed:
            await Installation.filter(id=row.id, sealed=row.sealed).update(sealed=fresh)

    async def _found(self, **wanted: str) -> Sequence[I]:
        # Asked with every click, so without a transaction, in which others would have to wait.
        try:
            async with asyncio.timeout(PATIENCE):
                rows = await INSTALLATIONS.find(KEPT, channel=self._channel, **wanted)
        except (DatabaseAway, TimeoutError) as away:
            raise ChannelError("database_away", SENTENCE, permanent=False) from away
        return [self._read(dict(zip(KEPT, row, strict=True))) for row in sorted(rows) if row[KEPT.index("sealed")]]

    def _read(self, row: dict[str, str]) -> I:
        team = row.pop("tenant")
        try:
            token = self._vault.open(self._purpose(team), row.pop("sealed"))
        except Unreadable:
            raise ChannelError("token_unreadable", SPOILT, permanent=False) from None
        return self._made(team=team, token=token, **row)

    def _opened(self, row: Installation) -> str | None:
        try:
            return self._vault.open(self._purpose(row.tenant), row.sealed)
        except Unreadable:
            return None

    def _rows(self) -> Any:
        return Installation.filter(channel=self._channel, ended=None)

    def _purpose(self, team: str) -> str:
        return f"{self._channel}/{team}"


async def named_channels(channel: str) -> tuple[str, ...]:
    """The addresses on that channel which teams of any council have named, each once."""
    found = await TeamChannel.filter(channel=channel).order_by("address").values_list("address", flat=True)
    return tuple(dict.fromkeys(str(address) for address in found))


class StoredBeginnings:
    """Installations that were begun. Each is good once and for ten minutes; only its digest is kept."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids

    async def issue(self) -> str:
        """The secret of a new one; those that were never finished are forgotten."""
        secret, now = self._ids.salt(), self._clock.now()
        async with transaction():
            await InstallState.filter(until__lte=now).delete()
            await InstallState.create(digest=_digest(secret), until=now + LIFE)
        return secret

    async def use(self, secret: str) -> bool:
        """Whether it was issued here, is not used yet and not too old; from now on it is used."""
        async with transaction():
            return await InstallState.filter(digest=_digest(secret), until__gt=self._clock.now()).delete() == 1


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
