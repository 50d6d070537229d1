"""What `commsdesk slack doctor` looks at: the settings, and the workspaces and channels that the database knows."""

from collections.abc import Iterator

from bot.channels.slack import BOTH
from bot.channels.slack.doctor.examining import Examination
from bot.channels.slack.doctor.patients import Patient
from bot.channels.slack.installing.ports import Installed
from bot.channels.slack.making import unknown
from bot.channels.slack.settings import SlackSettings, load_slack
from bot.clock import system_clock
from bot.errors import CommsDeskError, StartError
from bot.findings import Finding
from bot.ids import system_ids
from bot.policy import Packs, UnknownCouncil
from bot.settings import Settings
from bot.storage.database import opened
from bot.storage.installations import StoredInstallations, named_channels
from bot.storage.vault import Vault

NOTHING = "Nothing of Slack is set. docs/slack.md says how to begin."
WRITE = "Put the setting right; docs/settings.md has all of them."


async def examined(settings: Settings, url: str) -> list[Finding]:
    """All that is found; with settings that do not let the bot start, only what is wrong with them."""
    try:
        given = load_slack()
    except StartError as wrong:
        return [Finding("Settings", False, fault, WRITE) for fault in wrong.faults]
    if faults := [*_faults(settings, given)]:
        return [Finding("Settings", False, fault, WRITE) for fault in faults]
    unread: list[Finding] = []
    patients = await _patients(settings, given, unread)
    examination = Examination(given, patients, system_clock, system_ids, url)
    return [*[finding async for finding in examination.findings()], *unread]


def _faults(settings: Settings, given: SlackSettings) -> Iterator[str]:
    """What keeps the channel from being made, though each setting by itself is right."""
    if not given.wanted:
        yield NOTHING
    if given.bot_token and given.client_id:
        yield BOTH
    packs = Packs(settings.policy_path)
    if given.bot_token and settings.council not in packs.councils():
        yield from UnknownCouncil(settings.council, packs.councils()).faults
    yield from unknown(given.workspaces, {council: council for council in packs.councils()})


async def _patients(settings: Settings, given: SlackSettings, unread: list[Finding]) -> list[Patient]:
    """The workspaces, with the channels that are known; what could not be read goes into `unread`."""
    alone = [Patient(given.bot_token.get_secret_value())] if given.bot_token else []
    try:
        async with opened(settings, alone=False):
            channels = await named_channels("slack")
            installed = await _installed(settings, given) if given.client_id else []
    except CommsDeskError as away:
        unread.append(Finding("Database", False, away.sentence, "Put this right, and run the doctor once more."))
        return alone
    if given.client_id:
        return [Patient(p.token, p.team, tuple(c for c in channels if c.startswith(f"{p.team}/"))) for p in installed]
    return [Patient(p.token, p.team, channels) for p in alone]


async def _installed(settings: Settings, given: SlackSettings) -> list[Installed]:
    stored = StoredInstallations("slack", Installed, Vault(settings), system_clock)
    await stored.check(given.workspaces)
    return [place for place in await stored.all() if place.team in given.workspaces]


async def forgotten(settings: Settings, team: str) -> bool:
    """Delete the token of a workspace, whether it can be read or not; False where none is kept."""
    stored = StoredInstallations("slack", Installed, Vault(settings), system_clock)
    async with opened(settings, alone=False):
        return await stored.forget(team)
