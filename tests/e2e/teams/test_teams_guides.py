"""Every flow of every council that covers it, walked and decided in Teams."""

from pathlib import Path

import pytest

from bot.storage import models
from tests.e2e.slack.walking import ABOUT, AGREE, answers_of, covered
from tests.e2e.teams.office import TeamsOffice, office_in_teams
from tests.e2e.teams.walking import decided, settles, walk
from tests.office import packs

FLOWS = ("boost", "photo_consent", "new_account", "political_restriction")
COVERED = [(c, f) for c in packs().councils() for f in FLOWS if covered(c, f)]
REPORTED = "report_colleague"


def told(office: TeamsOffice) -> set[str]:
    """Who has been written to, besides who asked."""
    return {name for name, who in office.cast.items() if name != "nadia" and who.lines()}


@pytest.mark.parametrize(("council", "flow"), COVERED)
async def test_a_guide_is_walked_and_everybody_who_is_asked_decides(
    council: str, flow: str, tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = covered(council, flow)
    assert worked
    async with office_in_teams(council, tables_url, tmp_path, monkeypatch, everybody=True) as office:
        ended = await walk(office, office.nadia, flow.replace("_", " "), answers_of(worked))
        if not ended.startswith("Send"):
            assert not await models.Case.exists()
            assert told(office) == set()
            return
        case = await decided(office)
        assert case.state == "approved"
        assert case.reference in await office.nadia.sees("Dealt with" if worked.expect.kind == "refer" else "Approved")
        asked = told(office)
        assert asked
        for name in asked:
            assert not set(AGREE) & set(office.cast[name].buttons())
        assert office.darius.lines() == []


@pytest.mark.parametrize("council", packs().councils())
async def test_a_colleague_is_reported_in_confidence_and_never_learns_of_it(
    council: str, tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = covered(council, REPORTED)
    assert worked
    async with office_in_teams(council, tables_url, tmp_path, monkeypatch, everybody=True) as office:
        ended = await walk(office, office.nadia, "report a colleague", answers_of(worked))
        assert ended == "Send in confidence"
        await settles(office)
        assert (await models.Report.get()).state == "closed"
        unfolds = next(label for label in office.nadia.buttons() if "happened so far" in label)
        await office.nadia.press(unfolds)
        assert "Thank you, we have acted." in await office.nadia.sees("It was closed")
        assert ABOUT not in str(office.darius.lines())
        assert office.darius.lines() == []
