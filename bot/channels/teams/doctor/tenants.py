"""PURE: which organisations may use the bot, whose they are, and whether anybody there has been heard from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.findings import Finding

INSTALL = (
    "Upload the package in the Teams admin centre and install it for all staff by a setup policy, which takes some "
    "hours. Then write hello to Comms Desk in Teams."
)
ALLOW = "If it is an address of Microsoft's, add its beginning to COMMSDESK_TEAMS_SERVICE_URLS, and start again."


@dataclass(frozen=True)
class Heard:
    """What is known of a tenant: where it was last heard from, and with how many people the bot can begin a chat."""

    tenant: str
    service_url: str
    people: int


def tenants(councils: Mapping[str, str], heard: Iterable[Heard], allowed: Callable[[str], bool]) -> Iterator[Finding]:
    """Each tenant with its council; `allowed` says whether an address is one that Teams' messages may come from."""
    known = {each.tenant: each for each in heard}
    for tenant, council in councils.items():
        there = known.get(tenant)
        about, whose = f"Tenant {tenant}", f"It belongs to {council}"
        if there is None:
            yield Finding(about, False, f"{whose}, and nobody there has been heard from.", INSTALL)
            continue
        yield Finding(about, True, f"{whose}, and {_people(there.people)}.")
        if there.service_url and not allowed(there.service_url):
            seen = f"Messages came from {there.service_url}, which is not allowed any more."
            yield Finding(f"Service URL of {tenant}", False, seen, ALLOW)


def _people(count: int) -> str:
    return f"the bot has a chat with {count} {'person' if count == 1 else 'people'} there"
