"""What people read in Slack: their own words unharmed, times of their own zone, and nothing over a shoulder."""

import asyncio
from pathlib import Path

import pytest

from bot.storage import models
from tests.e2e.slack.office import SlackOffice, office_in_slack
from tests.e2e.slack.walking import ABOUT, answers_of, asks_for_a_boost, covered, decided, settles, walk
from tests.fakes.slack.checking import texts

HOSTILE = "<!channel> & <@UDARIUS> *bold* _it_ `x` <https://evil.example|click> &lt;b&gt;"
SENT = ("chat.postMessage", "chat.update", "chat.postEphemeral", "response_url")


def notified(office: SlackOffice) -> list[str]:
    """The line of every message, which stands on locked screens and is read aloud."""
    return [str(call.args.get("text", "")) for call in office.slack.calls if call.method in SENT]


async def test_hostile_words_reach_whoever_decides_as_they_were_typed_and_call_nobody(
    slack_office: SlackOffice,
) -> None:
    await asks_for_a_boost(slack_office)
    await slack_office.tobias.press("Ask for changes")
    await slack_office.tobias.submit({"reason": HOSTILE})
    await slack_office.settled()
    assert HOSTILE in await slack_office.nadia.sees("Changes asked for")
    # In Slack's own markup alone would they call somebody.
    drawn = [text for call in slack_office.slack.calls for text in texts(call.args) if text["type"] == "mrkdwn"]
    marked = [*(text["text"] for text in drawn), *notified(slack_office)]
    assert [text for text in marked if "<!" in text.replace("<!date^", "") or "<@" in text] == []


async def test_what_happened_is_told_in_the_time_of_whoever_reads_it(slack_office: SlackOffice) -> None:
    slack_office.mei_lin.account.tz = "America/New_York"
    await asks_for_a_boost(slack_office)
    await slack_office.tobias.press("Approve")
    await slack_office.settled()
    assert "23 Nov 2026 at 09:30" in await slack_office.callum.sees("[Approve]")
    assert "23 Nov 2026 at 04:30" in await slack_office.mei_lin.sees("[Approve]")


async def test_a_report_stands_on_no_locked_screen(
    tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = covered("suffolk", "report_colleague")
    assert worked
    async with office_in_slack("suffolk", tables_url, tmp_path, monkeypatch, everybody=True) as office:
        await walk(office, office.nadia, "report a colleague", answers_of(worked))
        await settles(office)
        lines = " ".join(notified(office)).lower()
    assert lines
    for word in (ABOUT, "darius", "nadia", "colleague", "warning", "bully"):
        assert word not in lines, word


async def test_the_engine_brings_a_decision_to_everybody_within_slacks_limits(delivering: SlackOffice) -> None:
    delivering.carried = True
    await asks_for_a_boost(delivering)
    delivering.carried, delivering.slack.rates.on = False, True
    await delivering.tobias.press("Approve")
    await asyncio.gather(*(who.sees("[Approve]") for who in (delivering.callum, delivering.mei_lin)))
    assert (await decided(delivering)).state == "approved"
    await delivering.nadia.sees("Approved")
    await delivering.slack.until(lambda: "Approve" not in [*delivering.callum.buttons(), *delivering.mei_lin.buttons()])
    assert await models.Entry.filter(kind="approved").count() == 2
    assert delivering.slack.rates.refused == 0
