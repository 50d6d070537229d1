"""What `commsdesk teams doctor` looks at: the settings, and the tenants that the database has heard from."""

from collections.abc import Iterator

from bot.channels.teams.doctor.examining import Examination
from bot.channels.teams.doctor.tenants import Heard
from bot.channels.teams.making import unknown
from bot.channels.teams.settings import TeamsSettings, load_teams
from bot.clock import system_clock
from bot.errors import CommsDeskError, StartError
from bot.findings import Finding
from bot.policy import Packs
from bot.settings import Settings
from bot.storage.database import opened
from bot.storage.heard import heard_from

NOTHING = "Nothing of Teams is set. docs/teams.md says how to begin."
WRITE = "Put the setting right; docs/settings.md has all of them."
AGAIN = "Put this right, and run the doctor once more."


async def examined(settings: Settings, url: str) -> list[Finding]:
    """All that is found; with settings that do not let the bot start, only what is wrong with them."""
    try:
        given = load_teams(settings)
    except StartError as wrong:
        return [Finding("Settings", False, fault, WRITE) for fault in wrong.faults]
    if faults := [*_faults(settings, given)]:
        return [Finding("Settings", False, fault, WRITE) for fault in faults]
    unread: list[Finding] = []
    heard = await _heard(settings, unread)
    examination = Examination(given, _councils(settings, given), heard, system_clock, url)
    return [*[finding async for finding in examination.findings()], *unread]


def _faults(settings: Settings, given: TeamsSettings) -> Iterator[str]:
    """What keeps the channel from being made, though each setting by itself is right."""
    if not given.wanted:
        yield NOTHING
    packs = Packs(settings.policy_path)
    yield from unknown(given.teams_tenants, {council: council for council in packs.councils()})


def _councils(settings: Settings, given: TeamsSettings) -> dict[str, str]:
    """Each tenant that may use the bot, with its council."""
    found = {tenant: given.council_of(tenant, settings.council) for tenant in sorted(given.tenants)}
    return {tenant: council for tenant, council in found.items() if council}


async def _heard(settings: Settings, unread: list[Finding]) -> list[Heard] | None:
    """The tenants that the database knows; where it cannot be read, None, and why goes into `unread`."""
    try:
        async with opened(settings, alone=False):
            return [Heard(*tenant) for tenant in await heard_from()]
    except CommsDeskError as away:
        unread.append(Finding("Database", False, away.sentence, AGAIN))
        return None
