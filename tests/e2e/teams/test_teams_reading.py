"""What people read in Teams: their own words unharmed, and nothing over a shoulder."""

from pathlib import Path

import pytest

from tests.e2e.slack.walking import ABOUT, answers_of, covered
from tests.e2e.teams.office import TeamsOffice, office_in_teams
from tests.e2e.teams.walking import asks_for_a_boost, settles, walk

HOSTILE = "**b** _i_ ~~s~~ [click](https://evil.example) <at>Darius</at> {{DATE(2026-01-01T00:00:00Z)}} <b> & | `x`"


def notified(office: TeamsOffice) -> list[str]:
    """What stands on locked screens and is read aloud: the summary of each message, and the words of plain ones."""
    sent = [call.body for call in office.teams.calls if call.name in {"send", "update"}]
    assert sent
    return [str(activity.get("summary") or activity.get("text") or "") for activity in sent]


async def test_hostile_words_reach_whoever_reads_them_as_they_were_typed(teams_office: TeamsOffice) -> None:
    await asks_for_a_boost(teams_office)
    await teams_office.tobias.press("Ask for changes", reason=HOSTILE)
    await teams_office.settled()
    assert HOSTILE in await teams_office.nadia.sees("Changes asked for")
    assert "click" not in teams_office.nadia.buttons()


async def test_a_report_stands_on_no_locked_screen(
    tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = covered("suffolk", "report_colleague")
    assert worked
    async with office_in_teams("suffolk", tables_url, tmp_path, monkeypatch, everybody=True) as office:
        await walk(office, office.nadia, "report a colleague", answers_of(worked))
        await settles(office)
        lines = " ".join(notified(office)).lower()
    assert lines
    for word in (ABOUT, "darius", "nadia", "colleague", "warning", "bully"):
        assert word.lower() not in lines, word
