"""By hand: a boost, a report, and what is refused, before the Slack service of the npm package `emulate`.

python -m tests.e2e.slack.emulated --seed > seed.yaml
npx emulate@0.8.0 --service slack --port 4103 --seed seed.yaml
COMMSDESK_TEST_SLACK_EMULATOR=http://127.0.0.1:4103 python -m tests.e2e.slack.emulated
"""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

import pytest
from rich.console import Console

from bot.people.sample_people import cast
from bot.settings import Settings
from bot.storage import models
from bot.storage.migrating import migrate
from bot.welcome import titles
from tests.e2e.slack.emulation import emulated_slack, seed
from tests.e2e.slack.office import SlackOffice, office_in_slack, slack_id
from tests.e2e.slack.refusals import refusals
from tests.e2e.slack.walking import ABOUT, answers_of, asks_for_a_boost, covered, decided, settles, walk
from tests.fakes.slack import User, fake_slack
from tests.office import packs

VARIABLE = "COMMSDESK_TEST_SLACK_EMULATOR"
COUNCIL = "suffolk"
said = Console(soft_wrap=True)
LEFT_OUT = f"Left out: start the emulator, and name its address in {VARIABLE}. This file says how."


def people() -> list[User]:
    """Everybody who plays a part in the council."""
    council = packs().pack(COUNCIL).council
    playing = cast(frozenset(council.services), titles(council))
    return [User(slack_id(s.user), "T1", s.user, s.member.name, s.member.email) for s in playing]


async def boost(office: SlackOffice) -> None:
    """A boost is asked for and approved by everybody."""
    await asks_for_a_boost(office)
    case = await decided(office)
    assert case.state == "approved"
    assert case.reference in await office.nadia.sees("Approved")


async def report(office: SlackOffice) -> None:
    """A colleague is reported in confidence, and the report is looked at and closed."""
    worked = covered(COUNCIL, "report_colleague")
    assert worked
    await walk(office, office.nadia, "report a colleague", answers_of(worked))
    await settles(office)
    assert (await models.Report.get()).state == "closed"
    assert ABOUT not in str(office.darius.texts())


async def compared(url: str) -> None:
    """The fake and the emulator refuse the same, in the same words."""
    nadia = User("U1", "T1", "nadia", "Nadia Rahman", "nadia.rahman@council.example")
    async with fake_slack() as fake:
        ours = await refusals(fake, fake.add(nadia))
    async with emulated_slack(url) as emulator:
        theirs = await refusals(emulator, emulator.add(nadia))
    assert ours == theirs, {k: (ours[k], theirs[k]) for k in ours if ours[k] != theirs[k]}
    said.print(f"refusals: the fake and the emulator say the same in {len(ours)} cases")


async def tried(url: str) -> None:
    """All of it, the scenarios in an office each."""
    await compared(url)
    for scenario in (boost, report):
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as environment:
            database = f"sqlite:///{Path(folder) / 'app.db'}"
            await migrate(Settings(database_url=database))
            beside = emulated_slack(url)
            async with office_in_slack(
                COUNCIL, database, Path(folder), environment, everybody=True, beside=beside
            ) as office:
                await scenario(office)
                calls = sorted({c.method for c in office.slack.calls})
                said.print(f"{scenario.__name__}: done, by {len(office.slack.calls)} calls of {', '.join(calls)}")


def main() -> int:
    """Print the seed, or try both scenarios; 0 where they went well or were left out."""
    if "--seed" in sys.argv:
        said.out(json.dumps(seed(people()), indent=1), highlight=False)
        return 0
    url = os.environ.get(VARIABLE, "")  # noqa: TID251 - this is of no deployment
    if not url:
        said.print(LEFT_OUT)
        return 0
    asyncio.run(tried(url))
    return 0


if __name__ == "__main__":
    sys.exit(main())
