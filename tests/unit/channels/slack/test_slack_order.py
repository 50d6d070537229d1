"""What is done before Slack is answered: nothing that Slack takes its time over, and no more than the press needs."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.channels.slack.answering import opening
from bot.channels.slack.reading import places
from bot.messages import Account, Button, Posting, Reply, Screen
from tests.contracts.office_cards import APPROVAL, REASON
from tests.unit.channels.slack.desks import Desk, FakePorts
from tests.unit.channels.slack.test_slack_forms import FIRST

DECLINE = Screen("A request", "A request.", buttons=(Button("Decline", "decline", "danger", (REASON,)),))
ASKS = Screen("A request", "A request.", inputs=FIRST.inputs, buttons=(Button("Send", "send", "primary"),))
# How long a slow Slack is waited for here, and how soon Slack itself is answered; on a busy machine, too.
LONG, SOON = 60.0, 20.0


@dataclass
class CountingPorts(FakePorts):
    """Cards, with the keys of those that were read."""

    read: list[str] = field(default_factory=list)

    async def posting(self, key: str, _account: Account) -> Posting | None:
        self.read.append(key)
        return await super().posting(key, _account)


@pytest.fixture
def slow(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Until this is set, Slack opens no modal, and the app waits for it."""
    monkeypatch.setattr(places, "ANSWER_WITHIN", LONG)
    monkeypatch.setattr(opening, "TRIGGER_PATIENCE", LONG)
    held = asyncio.Event()
    desk.slack.faults.arm("views.open", held=held)
    return held


@pytest.fixture
def ports(desk: Desk) -> CountingPorts:
    """The desk's cards, which are counted from now on."""
    ports = CountingPorts(desk.ports.cards)
    desk.ports.posting = ports.posting  # type: ignore[method-assign]  # the channel holds the same object
    return ports


async def test_a_press_is_acknowledged_before_slack_has_opened_its_modal(desk: Desk, slow: asyncio.Event) -> None:
    amira = desk.person()
    await desk.card(amira, DECLINE)
    held = await amira.hold("Decline")
    async with asyncio.timeout(SOON):
        await amira.let_go(held)
    assert amira.modal() == ""
    slow.set()
    assert "Why?" in await amira.sees_modal()


async def test_an_answer_is_acknowledged_before_the_form_that_it_leads_to(desk: Desk, slow: asyncio.Event) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    desk.reply = Reply(screen=ASKS)
    held = await amira.hold("Approve")
    async with asyncio.timeout(SOON):
        await amira.let_go(held)
    assert [told.token for told in desk.told] == ["approve"]
    assert amira.modal() == ""
    slow.set()
    assert await amira.sees_modal()


async def test_a_card_without_a_form_is_not_read_when_one_of_its_buttons_is_pressed(
    desk: Desk, ports: CountingPorts
) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    await amira.press("Approve")
    assert [told.token for told in desk.told] == ["approve"]
    assert ports.read == []


async def test_a_card_with_a_form_to_fill_in_is_read_for_what_was_kept_of_it(desk: Desk, ports: CountingPorts) -> None:
    amira = desk.person()
    await desk.card(amira, FIRST)
    await amira.press("Save for later")
    assert ports.read == ["card-1"]
