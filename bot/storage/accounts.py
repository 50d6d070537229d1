"""Binds the accounts of platforms to people."""

from collections.abc import Iterable
from typing import Protocol

from bot.storage.database import transaction
from bot.storage.models import Account, Person


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
