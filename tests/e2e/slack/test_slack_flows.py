"""Every flow of every council that covers it, walked and decided in Slack."""

from pathlib import Path

import pytest

from bot.storage import models
from tests.e2e.slack.office import SlackOffice, office_in_slack
from tests.e2e.slack.walking import ABOUT, AGREE, answers_of, cases, covered, decided, settles, walk
from tests.office import packs

FLOWS = ("boost", "photo_consent", "new_account", "political_restriction")
COVERED = [(c, f) for c in packs().councils() for f in FLOWS if covered(c, f)]
LEFT_OPEN = [(c, f) for c in packs().councils() for f in FLOWS if not covered(c, f)]
REPORTED = "report_colleague"


def told(office: SlackOffice) -> set[str]:
    """Who has been written to, besides who asked."""
    people = [office.slack.user(u.id) for u in office.slack.state.users.values() if not u.bot]
    return {who.account.name for who in people if who.account.name != "nadia" and who.texts()}


@pytest.mark.parametrize(("council", "flow"), COVERED)
async def test_a_guide_is_walked_and_everybody_who_is_asked_decides(
    council: str, flow: str, tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = covered(council, flow)
    assert worked
    async with office_in_slack(council, tables_url, tmp_path, monkeypatch, everybody=True) as office:
        ended = await walk(office, office.nadia, flow.replace("_", " "), answers_of(worked))
        if not ended.startswith("Send"):
            assert not await models.Case.exists()
            assert told(office) == set()
            return
        case = await decided(office)
        assert case.state == "approved"
        assert case.reference in await office.nadia.sees("Dealt with" if worked.expect.kind == "refer" else "Approved")
        await _nobody_can_decide_any_more(office)


@pytest.mark.parametrize(("council", "flow"), LEFT_OPEN)
async def test_a_guide_that_a_policy_leaves_open_says_so_and_whom_to_ask_and_sends_nothing(
    council: str, flow: str, tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = packs().pack(council).council
    async with office_in_slack(council, tables_url, tmp_path, monkeypatch, everybody=True) as office:
        await office.nadia.says(flow.replace("_", " "))
        await office.settled()
        shown = "\n".join(office.nadia.texts())
        assert owner.roles[owner.owner].title.lower() in shown.lower()
        assert any(document.title in shown for document in owner.documents.values())
        assert not await models.Case.exists()
        assert told(office) == set()


async def test_the_fire_services_own_guide_is_walked_by_one_of_theirs_and_ends_in_advice(
    tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = next(c for c in cases("suffolk") if c.expect.outcome == "officer_may_post")
    async with office_in_slack("suffolk", tables_url, tmp_path, monkeypatch, everybody=True) as office:
        assert await walk(office, office.bryony, worked.flow.replace("_", " "), answers_of(worked)) == "Finish"
        assert [text for text in office.bryony.texts() if "8.2/4.2" in text]
        assert not await models.Case.exists()


async def _nobody_can_decide_any_more(office: SlackOffice) -> None:
    asked = told(office)
    assert asked
    for name in asked:
        assert not set(AGREE) & set(getattr(office, name).buttons())
    assert office.darius.texts() == []


def test_all_flows_are_covered_by_some_council() -> None:
    assert {flow for _, flow in COVERED} == set(FLOWS)
    assert all(covered(council, REPORTED) for council in packs().councils())


@pytest.mark.parametrize("council", packs().councils())
async def test_a_colleague_is_reported_in_confidence_and_never_learns_of_it(
    council: str, tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = covered(council, REPORTED)
    assert worked
    async with office_in_slack(council, tables_url, tmp_path, monkeypatch, everybody=True) as office:
        answers = answers_of(worked)
        ended = await walk(office, office.nadia, "report a colleague", answers)
        assert ended == "Send in confidence"
        await settles(office)
        assert (await models.Report.get()).state == "closed"
        assert "Thank you, we have acted." in await office.nadia.sees("It was closed")
        assert ABOUT not in str([office.darius.texts(), office.nadia.home()])
        assert office.darius.texts() == []
