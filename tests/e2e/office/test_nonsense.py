"""Bad input of every kind gets a sentence that says what to do; nothing is lost and nothing is a traceback."""

import pytest

from bot.messages import History
from bot.storage import models
from tests.office import Actor, Office, asks_for_a_boost

WORDLESS = ("😀" * 50, "{{7*7}}", "?!", "£££")
ODD = ("\u202egnp.exe", "<script>alert(1)</script>", "<!channel> @everyone", "'; DROP TABLE person; --", "qwertz uiop")


async def at_the_cost(who: Actor) -> None:
    """Walk the boost flow up to the amount."""
    await who.says("boost")
    await who.press("Facebook")
    await who.press("Yes")
    await who.press("Continue", answer="LIB-2041")
    await who.press("No")
    for answer in ("https://example.org/p", "More readers.", "Lowestoft", "2026-12-01", "2026-12-02"):
        await who.press("Continue", answer=answer)


@pytest.mark.parametrize(
    "amount", ["about £50", "1e9", "-3", "£1,234.5", "٣٠", "", "0", "NaN", "10000000", "80 pounds"]
)
async def test_a_wrong_amount_is_asked_again_beside_its_field(office: Office, amount: str) -> None:
    await at_the_cost(office.nadia)
    reply = await office.nadia.press("Continue", answer=amount)
    assert "amount" in reply.errors["answer"]
    assert len((await models.Conversation.get()).answers) == 9


async def test_a_text_of_100_000_characters_is_refused_with_the_limit(office: Office) -> None:
    await at_the_cost(office.nadia)
    await office.nadia.change("Aim")
    reply = await office.nadia.press("Continue", answer="x" * 100_000)
    assert "100,000 characters" in reply.errors["answer"]
    assert "Keep it as it was" in [b.label for b in (await office.nadia.card()).buttons]


@pytest.mark.parametrize("text", ODD)
async def test_odd_text_as_a_message_is_looked_up_as_words_and_found_nowhere(office: Office, text: str) -> None:
    await office.nadia.says(text)
    card = await office.nadia.card()
    assert card.title == "No answer in the policy"
    assert [b.label for b in card.buttons] == ["Help"]


@pytest.mark.parametrize("text", WORDLESS)
async def test_a_message_without_words_gets_the_list_of_what_can_be_done(office: Office, text: str) -> None:
    reply = await office.nadia.says(text)
    assert reply.text.startswith("I can't tell what you need")
    assert (await office.nadia.card()).title == "Comms Desk"


async def test_a_message_of_100_000_characters_is_asked_for_again_shorter(office: Office) -> None:
    await office.nadia.says("boo " * 25_000)
    assert "too long" in (await office.nadia.card()).summary


async def test_a_forged_token_is_refused(office: Office) -> None:
    await office.nadia.says("help")
    token = (await office.nadia.button("Boost a Facebook post")).token
    for forged in ("", "x", token[:-2], token + "AA", token.replace(token[5], "A", 1) + "=", "é" * 40):
        reply = await office.nadia.send(forged) if forged else None
        assert reply is None or reply.tone == "bad"
    assert await models.Conversation.all().count() == 0


@pytest.mark.parametrize(
    "parts", [["fly"], ["start", "nothing"], ["answer"], ["approve", "x"], ["page", "x"], ["show", 7]]
)
async def test_a_token_of_ours_that_says_nothing_useful_is_refused(office: Office, parts: list[str | int]) -> None:
    reply = await office.nadia.send(office.app.front.signer.sign(*parts))
    assert reply.tone in ("bad", "warn", "info")
    assert reply.text


@pytest.mark.parametrize(("part", "said"), [(4, "already answered"), (5, "Pick from these: Facebook; Another network")])
async def test_a_token_of_ours_for_a_question_or_option_that_there_is_none_of_changes_nothing(
    office: Office, part: int, said: str
) -> None:
    await office.nadia.says("boost")
    signer = office.app.front.signer
    parts = signer.read((await office.nadia.button("Facebook")).token)
    assert parts[4:] == ["network", "facebook"]
    parts[part] = "myspace"
    reply = await office.nadia.send(signer.sign(*parts))
    assert said in f"{reply.text} {dict(reply.errors)}"
    assert (await models.Conversation.get()).answers == {}


async def test_a_stale_button_says_so_and_changes_nothing(office: Office) -> None:
    await office.nadia.says("boost")
    old = (await office.nadia.button("Another network")).token
    await office.nadia.press("Facebook")
    reply = await office.nadia.send(old)
    assert "already answered" in reply.text
    assert (await models.Conversation.get()).answers["network"][0] == "facebook"


async def test_somebody_elses_conversation_cannot_be_answered(office: Office) -> None:
    await office.nadia.says("boost")
    token = (await office.nadia.button("Facebook")).token
    reply = await office.darius.send(token)
    assert reply.tone == "bad"
    assert (await models.Conversation.get()).answers == {}


async def test_an_option_that_is_not_there_is_refused_by_name(office: Office) -> None:
    await office.nadia.says("boost")
    reply = await office.nadia.says("instagram")
    assert "Facebook; Another network" in reply.text


async def test_typed_words_answer_the_question_that_waits(office: Office) -> None:
    await office.nadia.says("I want to promote a post")
    await office.nadia.says("facebook")
    await office.nadia.says("yes")
    await office.nadia.says("lib-2041")
    assert (await models.Conversation.get()).answers["budget_code"] == ["LIB-2041", "active"]
    await office.nadia.says("back")
    assert "budget_code" not in (await models.Conversation.get()).answers


async def test_a_reason_is_needed_to_decline(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    reply = await office.tobias.press("Decline", reason="  ")
    assert "reason" in reply.errors
    await office.tobias.press("Decline", reason="The budget is spent.")
    assert (await models.Case.get()).state == "declined"
    history = [b for b in (await office.nadia.card("case")).blocks if isinstance(b, History)]
    assert "The budget is spent." in history[0].entries[-1][1]
