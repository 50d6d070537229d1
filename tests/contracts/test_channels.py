"""What every channel must do, run on each one that is found in `bot/channels`."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from types import ModuleType

import pytest

import bot.channels
from bot.delivery.ports import MESSAGE_GONE
from bot.errors import ChannelError
from bot.messages import Posting, Reply, Screen
from tests.contracts.channel_rigs import CHANNELS, Rig, rig_of
from tests.contracts.gallery import HOSTILE, SCREENS
from tests.contracts.office_cards import APPROVAL, DECIDED


@pytest.fixture(params=CHANNELS)
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with rig_of(request.param) as opened:
        yield opened


def posting(rig: Rig, screen: Screen = APPROVAL, version: int = 1, message: str = "") -> Posting:
    return Posting(rig.address, "case-1", version, screen, message)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("name", CHANNELS)
def test_each_folder_is_a_channel_of_that_name(name: str) -> None:
    module = bot.channels.find()[name]
    assert isinstance(module, ModuleType)
    assert callable(module.make)
    assert module.__doc__


async def test_a_channel_is_known_by_the_name_of_its_folder(rig: Rig) -> None:
    assert rig.channel.name in CHANNELS
    assert type(rig.channel).__module__.startswith(f"bot.channels.{rig.channel.name}.")


async def test_a_channel_has_routes_by_which_it_is_reached(rig: Rig) -> None:
    async def handle(_: object) -> Reply:
        return Reply()

    assert list(rig.channel.routes(handle))


async def test_a_card_that_is_posted_is_shown_and_has_an_id(rig: Rig) -> None:
    message = await rig.channel.send(posting(rig))
    assert message
    (card,) = await rig.shown()
    assert APPROVAL.title in card
    assert "£80.00" in card


async def test_an_edit_stands_in_the_place_of_the_card(rig: Rig) -> None:
    message = await rig.channel.send(posting(rig))
    assert await rig.channel.send(posting(rig, DECIDED, 2, message)) == message
    (card,) = await rig.shown()
    assert DECIDED.title in card
    assert APPROVAL.title not in card


async def test_two_cards_have_two_ids_and_stand_in_order(rig: Rig) -> None:
    first = await rig.channel.send(posting(rig))
    second = await rig.channel.send(replace(posting(rig, DECIDED), key="case-2"))
    assert first != second
    above, below = await rig.shown()
    assert APPROVAL.title in above
    assert DECIDED.title in below


async def test_the_same_version_sent_again_changes_nothing(rig: Rig) -> None:
    message = await rig.channel.send(posting(rig))
    before = await rig.shown()
    assert await rig.channel.send(posting(rig, message=message)) == message
    assert await rig.shown() == before


async def test_a_card_whose_message_is_gone_is_shown_again_or_said_to_be_gone(rig: Rig) -> None:
    message = await rig.channel.send(posting(rig))
    rig.lose()
    try:
        await rig.channel.send(posting(rig, DECIDED, 2, message))
    except ChannelError as gone:
        if gone.code != MESSAGE_GONE:
            raise
        await rig.channel.send(posting(rig, DECIDED, 2))
    (card,) = await rig.shown()
    assert DECIDED.title in card


async def test_an_address_that_does_not_exist_is_refused_for_good_with_a_sentence(rig: Rig) -> None:
    with pytest.raises(ChannelError) as refused:
        await rig.channel.send(replace(posting(rig), address=rig.elsewhere))
    assert refused.value.permanent
    assert refused.value.retry_after is None
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("name", SCREENS)
async def test_every_screen_of_the_gallery_can_be_posted(rig: Rig, name: str) -> None:
    assert await rig.channel.send(posting(rig, SCREENS[name]))
    (card,) = await rig.shown()
    assert flat(SCREENS[name].title).strip()[:100] in flat(card)


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_text_stays_text(rig: Rig, name: str) -> None:
    await rig.channel.send(posting(rig, SCREENS[f"hostile {name}"]))
    (card,) = await rig.shown()
    assert flat(HOSTILE[name])[:100] in flat(card)


async def test_closing_twice_does_no_harm(rig: Rig) -> None:
    await rig.channel.close()
    await rig.channel.close()
