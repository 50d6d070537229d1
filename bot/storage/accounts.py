"""Binds the accounts of platforms to people."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

import structlog
from tortoise.expressions import Q

from bot import messages
from bot.approvals.ports import Person as Somebody
from bot.storage.database import transaction
from bot.storage.directory import MEMBER, StoredDirectory
from bot.storage.found import bring, found_again
from bot.storage.models import Account, Person

# A staff list knows accounts by the user's id alone; the workspace shows when they first write.
ANYWHERE = ""


class Seat(Protocol):
    """An account of a platform that belongs to the person with this address, confirmed."""

    @property
    def email(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def tenant(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def address(self) -> str: ...


class StoredAccounts:
    """The accounts of every council."""

    async def seat(self, council: str, seats: Iterable[Seat]) -> None:
        """Bind each account to its person, confirmed and preferred; the same again changes nothing."""
        async with transaction():
            for seat in seats:
                person = await Person.get(council=council, email=seat.email)
                await Account.update_or_create(
                    channel=seat.channel,
                    tenant=seat.tenant,
                    user=seat.user,
                    defaults={
                        "council": council,
                        "person": person,
                        "address": seat.address,
                        "confirmed": True,
                        "preferred": True,
                        "reachable": True,
                    },
                )


class StoredLinks:
    """Binds accounts inside the transaction of the turn."""

    def __init__(self, directory: StoredDirectory) -> None:
        self._directory = directory

    async def listed(self, account: messages.Account, council: str, address: str) -> Somebody | None:
        """Whose account the staff list itself says this is; from now on it is confirmed and reached there."""
        here = Account.filter(channel=account.channel, tenant=ANYWHERE, user=account.user, council=council)
        row = await here.filter(person__left=False).first()
        if row is None or row.person_id is None:  # type: ignore[attr-defined]  # a column of the relation's
            return None
        await here.update(tenant=account.tenant, address=address, confirmed=True)
        await bring(row.person_id, (account.channel, address))  # type: ignore[attr-defined]  # as above
        return await self._directory.account_person(account)

    async def taken(self, account: messages.Account, person_id: str) -> bool:
        """Whether another account of the same workspace is this person's already."""
        theirs = Account.filter(channel=account.channel, tenant=account.tenant, person_id=person_id)
        return await theirs.exclude(user=account.user).exists()

    async def platforms(self, person_id: str) -> Sequence[str]:
        """The channels on which the person has confirmed an account."""
        rows = Account.filter(person_id=person_id, confirmed=True).exclude(tenant=ANYWHERE)
        return sorted(set(await rows.values_list("channel", flat=True)))  # type: ignore[arg-type]  # a flat list

    async def stands(self, account: messages.Account, profile: messages.Profile, at: datetime) -> None:
        """Note how a confirmed account of that council stands, unless the platform has said something newer of it."""
        here = Account.filter(channel=account.channel, tenant=account.tenant, user=account.user, confirmed=True)
        row = await here.get_or_none(council=profile.council)
        if row is None:
            return
        known = Account.filter(id=row.id)
        if profile.as_of:
            known = known.filter(Q(standing_as_of=None) | Q(standing_as_of__lte=profile.as_of))
        said = {"standing": profile.standing, "standing_as_of": profile.as_of or row.standing_as_of, "asked": at}
        changed = await known.update(**said) and profile.standing != row.standing
        if changed:
            log = structlog.get_logger()
            log.info("account_stands", account=row.id, was=row.standing, now=profile.standing)
        if changed and profile.standing == MEMBER:
            await found_again(account, row.address)

    async def bind(self, account: messages.Account, person: Somebody, address: str) -> None:
        """Make the account the person's own, confirmed; it is preferred where it is the first."""
        first = not await self.platforms(person.id)
        await Account.create(
            council=person.council, channel=account.channel, tenant=account.tenant, user=account.user,
            address=address, person_id=person.id, confirmed=True, preferred=first, reachable=True,
        )  # fmt: skip
        if not first:
            await bring(person.id, (account.channel, address))
