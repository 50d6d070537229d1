"""The record of a report in the database: whoever touches it is found out, and the finding names nothing."""

import pytest

from bot.approvals.anchors import write_anchor
from bot.approvals.examine import examine
from bot.clock import LONDON
from bot.storage import models
from bot.storage.audit import TortoiseAudit
from tests.e2e.office.whisper import only_the_cast, reports, whispering
from tests.office import Office

FOUND = "A confidential record"


@pytest.fixture(autouse=True)
async def _cast(office: Office) -> None:
    await only_the_cast(office)


async def findings(office: Office) -> list[str]:
    """What an examination finds; nothing of it may say whose report it is, or which."""
    found = [e async for e in examine(TortoiseAudit(), office.council)][-1]
    assert (found.cases, found.entries) == (0, 0)
    for report in await models.Report.all():
        for word in (report.reference, report.id, "Nadia", "Gwen", "whisper"):
            assert word not in " ".join(found.faults)
    return found.faults


@pytest.fixture
async def whispered(office: Office) -> Office:
    """Nadia's report, at which Gwen has looked, and the anchor of that day."""
    office = whispering(office, "line_manager")
    await reports(office.nadia)
    await office.gwen.press("Ask the person", text="When?")
    await write_anchor(TortoiseAudit(), office.council, office.clock.now(), office.clock.today(LONDON))
    assert await findings(office) == []
    return office


async def test_a_changed_entry_is_found(whispered: Office) -> None:
    await models.ReportEntry.filter(seq=2).update(actor="somebody")
    assert await findings(whispered) == [f"{FOUND}, entry 2: it has been changed since it was written."]


async def test_a_changed_message_is_found_and_an_erased_one_is_none(whispered: Office) -> None:
    await models.ReportPrivate.all().update(value="Never mind.")
    assert await findings(whispered) == [f"{FOUND}, entry 3: the personal data “message” is not what was recorded."]
    await models.ReportPrivate.all().delete()
    assert await findings(whispered) == []


async def test_a_changed_row_is_found(whispered: Office) -> None:
    await models.Report.all().update(state="closed")
    assert await findings(whispered) == [f"{FOUND}: what is stored is not what its entries make of it."]


async def test_a_cut_record_is_found(whispered: Office) -> None:
    await models.ReportPrivate.all().delete()
    await models.ReportEntry.filter(seq=3).delete()
    assert f"{FOUND}: the newest entry is not the one that it names." in await findings(whispered)


async def test_changed_words_of_the_report_itself_are_found(whispered: Office) -> None:
    await models.Report.all().update(asked=[{"short": "What", "answer": "Nothing."}])
    assert await findings(whispered) == [f"{FOUND}: what was sent has been changed."]


async def test_a_report_that_is_taken_away_whole_shows_by_the_anchor(whispered: Office) -> None:
    for model in (models.ReportPrivate, models.ReportEntry, models.ReportSeat, models.Report):
        await model.all().delete()
    [fault] = await findings(whispered)
    assert "it was there on" in fault.lower()
