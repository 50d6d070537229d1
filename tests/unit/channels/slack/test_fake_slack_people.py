"""The fake's people do what people do in Slack, and Slack's own framework understands what is sent of it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.fakes.slack import Slack, User, fake_slack
from tests.fakes.slack.wire import NotAcknowledged
from tests.unit.channels.slack.till import SLOW, Till, by_socket, over_http


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with fake_slack() as slack:
        slack.add(User("U1", "T1", "nadia", "Nadia Rahman", "nadia@council.example"))
        slack.add(User("U2", "T1", "tobias", "Tobias Okafor", tz="Europe/Paris"))
        yield slack


@pytest.fixture(params=["http", "socket"])
async def till(slack: Slack, request: pytest.FixtureRequest) -> AsyncIterator[Till]:
    async with {"http": over_http, "socket": by_socket}[request.param](slack) as till:
        yield till


async def test_a_message_is_answered_and_a_press_changes_the_card(slack: Slack, till: Till) -> None:
    nadia = slack.user("U1")
    await nadia.says("a ticket")
    assert "A ticket for @nadia?" in await nadia.sees("Your name")
    assert nadia.buttons() == ["Buy", "Ask", "Place"]
    await nadia.press("Buy", {"Your name": "Nadia"})
    await nadia.sees("Thank you.")
    (pressed,) = till.bodies("block_actions")
    assert pressed["state"]["values"]["name"]["field"] == {"type": "plain_text_input", "value": "Nadia"}
    assert pressed["state"]["values"]["where"]["place"] == {"type": "static_select", "selected_option": None}
    assert pressed["container"]["message_ts"] == pressed["message"]["ts"]
    assert (pressed["actions"][0]["value"], pressed["actions"][0]["block_id"]) == ("v", "buy")
    assert nadia.texts() == ["a ticket", "A ticket for @nadia?", "Thank you."]
    assert [m.ephemeral for m in nadia.seen()] == [False, False, True]


async def test_a_choice_outside_a_form_is_sent_at_once(slack: Slack, till: Till) -> None:
    nadia = slack.user("U1")
    await nadia.says("a ticket")
    await nadia.choose("Place", "Back")
    (chosen,) = till.bodies("block_actions")
    assert chosen["actions"][0]["selected_option"]["value"] == "B"


async def test_a_modal_is_filled_in_corrected_and_submitted(slack: Slack, till: Till) -> None:
    nadia = slack.user("U1")
    await nadia.shortcut("sell")
    assert "[Pay]" in await nadia.sees_modal("How many")
    await nadia.submit({"How many": "nought", "Where": "Front"})
    assert "At least one." in nadia.modal()
    await nadia.submit({"How many": "more"})
    assert nadia.modal().startswith("Next")
    await nadia.submit({"How many": "another"})
    assert nadia.modal().startswith("Pushed")
    await nadia.submit({"How many": "2", "Where": "Back"})
    assert nadia.modal().startswith("Next")
    await nadia.submit({"How many": "all"})
    assert nadia.modal() == ""
    first, *_, last = till.bodies("view_submission")
    assert first["view"]["state"]["values"]["place"]["field"]["selected_option"]["value"] == "F"
    assert last["view"]["hash"] != first["view"]["hash"]
    assert last["view"]["private_metadata"] == "m"


async def test_slacks_own_client_does_not_send_a_form_with_gaps(slack: Slack, till: Till) -> None:
    nadia = slack.user("U1")
    await nadia.shortcut("sell")
    with pytest.raises(AssertionError, match="required field"):
        await nadia.submit({"How many": "2"})
    with pytest.raises(LookupError, match="no option 'Middle'"):
        await nadia.submit({"Where": "Middle"})
    assert till.bodies("view_submission") == []


async def test_errors_beside_a_field_that_is_not_there_are_a_breach(slack: Slack, till: Till) -> None:
    nadia = slack.user("U1")
    await nadia.shortcut("sell")
    await nadia.submit({"How many": "wrong", "Where": "Front"})
    assert slack.breaches.pop().startswith("errors beside ['nowhere']")


async def test_modals_stack_and_closing_one_shows_the_one_below(slack: Slack, till: Till) -> None:
    nadia = slack.user("U1")
    await nadia.shortcut("sell")
    await nadia.press("More")
    assert nadia.modal().startswith("More")
    await nadia.close_modal()
    assert nadia.modal().startswith("Ticket")
    await nadia.press("More")
    await nadia.close_modal(all_of_them=True)
    assert nadia.modal() == ""
    assert [b["is_cleared"] for b in till.bodies("view_closed")] == [False, True, True]


async def test_a_button_can_open_a_modal_with_its_trigger(slack: Slack, till: Till) -> None:
    nadia = slack.user("U1")
    await nadia.says("a ticket")
    await nadia.press("Ask")
    assert nadia.modal().startswith("Ticket")


async def test_a_command_is_answered_for_whoever_asked_alone(slack: Slack, till: Till) -> None:
    slack.channel("C1", "U1", "U2")
    nadia = slack.user("U1")
    await nadia.command("/ticket", "hello", "C1")
    assert (nadia.texts("C1"), slack.user("U2").texts("C1")) == (["You said hello"], [])
    await nadia.command("/ticket", "card", "C1")
    await nadia.press("Buy", channel="C1")
    (pressed,) = till.bodies("block_actions")
    assert pressed["container"]["is_ephemeral"]
    assert "message" not in pressed


async def test_home_is_drawn_when_it_is_opened_and_its_buttons_work(slack: Slack, till: Till) -> None:
    nadia = slack.user("U1")
    await nadia.opens_home()
    await nadia.sees_home("[Buy]")
    await nadia.press("Buy", home=True)
    (pressed,) = till.bodies("block_actions")
    assert (pressed["container"]["type"], pressed["view"]["type"]) == ("view", "home")
    assert "response_url" not in pressed
    await nadia.opens_home()
    assert till.bodies("app_home_opened")[1]["event"]["view"]["type"] == "home"


async def test_a_message_shortcut_takes_the_message_along(slack: Slack, till: Till) -> None:
    slack.channel("C1", "U1", "U2")
    message = await slack.user("U2").posts("Look at this", "C1")
    await slack.user("U1").message_shortcut("sell", message)
    (sent,) = till.bodies("message_action")
    assert (sent["message"]["user"], sent["message"]["text"], sent["channel"]["id"]) == ("U2", "Look at this", "C1")
    assert slack.user("U1").modal().startswith("Ticket")
    assert [c.method for c in slack.calls if c.method == "chat.postMessage"] == []


async def test_a_card_can_be_pressed_by_somebody_who_found_it_elsewhere(slack: Slack, till: Till) -> None:
    nadia, tobias = slack.user("U1"), slack.user("U2")
    await nadia.says("a ticket")
    await tobias.press("Buy", channel=nadia.direct.id)
    (pressed,) = till.bodies("block_actions")
    assert (pressed["user"]["id"], pressed["channel"]["id"]) == ("U2", nadia.direct.id)


async def test_a_file_that_is_sent_along_says_where_it_is(slack: Slack, till: Till) -> None:
    await slack.user("U1").says("Here &amp; now", files=("photo.jpg",))
    (told,) = till.bodies("message")
    assert told["event"]["subtype"] == "file_share"
    assert told["event"]["files"][0]["permalink"].endswith("/photo.jpg")
    assert told["event"]["blocks"][0]["type"] == "rich_text"
    assert slack.user("U1").texts()[0] == "Here & now"


async def test_two_quick_presses_are_two_deliveries_of_one_card(slack: Slack, till: Till) -> None:
    nadia = slack.user("U1")
    await nadia.says("a ticket")
    held = await nadia.hold("Buy")
    await asyncio.gather(nadia.let_go(held), nadia.let_go(held))
    first, second = till.bodies("block_actions")
    assert first["message"]["ts"] == second["message"]["ts"]
    assert first["trigger_id"] != second["trigger_id"]
    assert first["actions"][0]["action_ts"] != second["actions"][0]["action_ts"]


async def test_an_app_that_takes_too_long_was_not_acknowledged(slack: Slack, till: Till) -> None:
    slack.wire.patience = 0.2
    with pytest.raises(NotAcknowledged):
        await slack.user("U1").command("/ticket", "slow")
    await asyncio.sleep(SLOW)


async def test_a_bad_signature_and_an_old_one_are_not_taken_for_slacks(slack: Slack) -> None:
    async with over_http(slack) as till:
        await slack.user("U1").command("/ticket", "x")
        (sent,) = slack.wire.sent
        slack.wire.skew = -301
        assert (await slack.wire.again(sent)).status == 401
        slack.wire.skew = 0
        slack.signing_secret = "another"
        assert (await slack.wire.again(sent)).status == 401
        assert len(till.got) == 1


async def test_a_retried_event_is_the_same_event(slack: Slack) -> None:
    async with over_http(slack) as till:
        await slack.user("U1").says("x")
        await slack.wire.retried(slack.wire.sent[0], 2)
        first, again = till.bodies("message")
        assert first == again


async def test_a_socket_is_refreshed_and_its_tickets_work_once(slack: Slack) -> None:
    async with by_socket(slack) as till:
        await slack.sockets.refresh()
        await slack.until(lambda: slack.sockets.opened == 2)
        await slack.user("U1").command("/ticket", "x")
        assert len(till.got) == 1


async def test_times_are_read_in_the_readers_zone_and_marks_are_carried_out(slack: Slack) -> None:
    slack.channel("C1", "U1", "U2")
    at = int(slack.clock.now().timestamp())
    await slack.user("U1").posts(
        f"*Now*: <!date^{at}^{{date_short}} at {{time}}|then> &lt;b&gt; 2*3*4 <https://a.example|here>", "C1"
    )
    assert slack.user("U1").texts("C1") == ["Now: 23 Nov 2026 at 09:30 <b> 2*3*4 here"]
    assert slack.user("U2").texts("C1") == ["Now: 23 Nov 2026 at 10:30 <b> 2*3*4 here"]
