"""What people say to each other about a request, without deciding anything."""

from bot.messages import History
from bot.storage import models
from tests.office import Actor, Office, asks_for_a_boost


async def history(who: Actor) -> str:
    screen = await who.card("case")
    return " ".join(said for b in screen.blocks if isinstance(b, History) for _, said in b.entries)


async def test_an_approver_asks_and_the_requester_answers_in_the_same_place(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    assert (await office.tobias.press("Comment", text="Is this instead of the autumn one?")).tone == "good"
    assert "Tobias Okafor wrote: Is this instead of the autumn one?" in await history(office.nadia)
    assert (await office.nadia.press("Comment", text="Yes, that one was dropped.")).tone == "good"
    assert "Nadia Rahman wrote: Yes, that one was dropped." in await history(office.tobias)
    assert (await office.tobias.press("Approve")).tone == "good"


async def test_a_comment_comes_as_a_message_of_its_own_to_the_others_alone(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    mine, theirs = len(await office.tobias.cards("case")), len(await office.nadia.cards("case"))
    await office.tobias.press("Comment", text="Which shelf?")
    assert len(await office.tobias.cards("case")) == mine
    assert len(await office.nadia.cards("case")) == theirs + 1


async def test_whoever_was_never_asked_cannot_say_anything(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    token = (await office.tobias.button("Comment")).token
    assert (await office.darius.send(token, text="Let me in.")).tone == "bad"
    assert not await models.Entry.exists(kind="commented")


async def test_a_comment_must_say_something_and_nothing_is_said_after_the_end(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    button = await office.tobias.button("Comment")
    assert (await office.tobias.send(button.token, text="  ")).tone == "warn"
    await office.nadia.press("Withdraw")
    assert (await office.tobias.send(button.token, text="Too late?")).tone == "info"
    assert not await models.Entry.exists(kind="commented")


async def test_what_somebody_wrote_stands_apart_from_the_chain(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Comment", text="A very private word.")
    entry = await models.Entry.get(kind="commented")
    assert "private word" not in str(entry.facts)


async def test_a_comment_may_not_turn_the_order_of_what_others_read(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    button = await office.tobias.button("Comment")
    assert "hidden characters" in (await office.tobias.send(button.token, text="It costs \u202e00.08£")).text
    assert not await models.Entry.exists(kind="commented")
