"""Two worlds, one with a confidential report and one without: outsiders get the same in both, to the byte."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.storage import models
from tests.e2e.office.whisper import email, only_the_cast, plays, reports, whispering
from tests.e2e.office.worlds import World, begin_again, world
from tests.office import Office, asks_for_a_boost

NOWHERE = "0123456789abcdef0123456789abcdef"
Happens = Callable[[World], Awaitable[None]]


@dataclass(frozen=True)
class Due:
    """The timer of the daily anchor."""

    council: str
    id: int = 1
    kind: str = "anchor"
    ref: str = ""


@pytest.fixture(autouse=True)
async def _cast(office: Office) -> None:
    await only_the_cast(office)


async def with_its_holder(now: World) -> None:
    """Nadia reports Darius; Gwen looks at it, settles it, and asks her something."""
    await reports(now.office.nadia, email("darius.kowalski"))
    await now.office.gwen.press("Start to look at it")
    await now.office.gwen.press("Ask the person", text="When?")
    await now.office.nadia.press("Add something", text="On Monday.")


async def with_the_fallback(now: World) -> None:
    """Nadia reports Gwen, and nobody but Tobias can be told."""
    await reports(now.office.nadia, email("gwen.prosser"))


async def stopped(now: World) -> None:
    """Nadia begins to report somebody, and thinks better of it."""
    await now.office.nadia.says("whisper")
    await now.office.nadia.press("No")
    await now.office.nadia.press("Stop")


async def all_that_outsiders_get(office: Office, happens: Happens | None, outsiders: tuple[str, ...]) -> list[str]:
    """The same day in the office, with or without what happens in confidence."""
    await begin_again()
    for user, role in (("tobias", "human_resources"), ("callum", "communications"), ("mei-lin", "communications")):
        await plays(office, user, role)
    now = world(office)
    await asks_for_a_boost(now.office.nadia)
    if happens:
        await happens(now)
    report = await models.Report.all().order_by("-opened").first()
    draft = await models.Conversation.filter(flow="whisper").first()
    name, reference = (report.id, report.reference) if report else (NOWHERE, "AAAA-CCCC")
    await outsiders_try(now, name, draft.id if draft else NOWHERE, reference, outsiders)
    await now.office.app.daily.anchors.fired(Due("suffolk"))
    await now.sees(*outsiders)
    await now.figures()
    verify = "audit verify --council suffolk"
    await now.commands(verify, f"{verify} --json", f"{verify} --case {reference}", f"audit show {reference}")
    return now.kept


async def outsiders_try(now: World, report: str, draft: str, reference: str, outsiders: tuple[str, ...]) -> None:
    """Buttons that were forwarded to them, or made up, and whatever can be written."""
    nadia, gwen = [(await now.office.person(user)).id for user in ("nadia", "gwen")]
    sign = now.office.app.front.signer.sign
    for user in outsiders:
        mine = (await now.office.person(user)).id
        for person in (nadia, gwen, mine):
            for act in ("triage", "take", "withdraw"):
                await now.sends(user, sign(f"report.{act}", report, 1, person))
            await now.sends(user, sign("report.ask", report, 1, person), text="What is this?")
            await now.sends(user, sign("report.assign", report, 1, person), email=email("darius.kowalski"))
            await now.sends(user, sign("report.agreed", report, 1, person), reason="So that it ends.")
        for token in (sign("report.show", report), sign("show", report), sign("carry_on", draft),
                      sign("stop", draft, 1, "x"), sign("withdraw", report, mine), "made.up"):  # fmt: skip
            await now.sends(user, token)
        for text in ("help", "home", "settings", "queue", "mine", f"show {reference}", "whisper", "stop"):
            await now.says(user, text)


@pytest.mark.parametrize(
    ("happens", "outsiders"),
    [
        (with_its_holder, ("darius", "callum", "tobias")),
        (with_the_fallback, ("gwen", "callum")),
        (stopped, ("gwen",)),
    ],
)
async def test_outsiders_get_the_same_whether_there_is_a_report_or_not(
    office: Office, happens: Happens, outsiders: tuple[str, ...]
) -> None:
    office = whispering(office, "line_manager")
    without = await all_that_outsiders_get(office, None, outsiders)
    there = await all_that_outsiders_get(office, happens, outsiders)
    for expected, got in zip(without, there, strict=True):
        assert got == expected


async def test_the_comparison_finds_a_case_that_is_not_confidential(office: Office) -> None:
    async def openly(now: World) -> None:
        await now.office.nadia.says("boost")
        await now.office.nadia.press("Another network")
        await now.office.nadia.press("Continue", answer="A film on Instagram in June, £60.")
        await now.office.nadia.press("Send to the Communications Team")

    office = whispering(office, "line_manager")
    without = await all_that_outsiders_get(office, None, ("callum",))
    there = await all_that_outsiders_get(office, openly, ("callum",))
    assert {line.partition(":")[0] for line in there} - {line.partition(":")[0] for line in without if line in there}


async def test_what_outsiders_try_is_kept_in_the_record_of_the_report(office: Office) -> None:
    office = whispering(office, "line_manager")
    await reports(office.nadia, email("darius.kowalski"))
    sign = office.app.front.signer.sign
    report, darius = (await models.Report.get()).id, (await office.person("darius")).id
    await office.darius.send(sign("report.triage", report, 1, darius))
    assert await models.ReportEntry.filter(kind="attempt_refused", actor=darius).count() == 1
