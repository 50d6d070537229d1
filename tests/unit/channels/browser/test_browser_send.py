"""What the practice room takes, shows again, ignores and refuses."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.channels.browser import make
from bot.channels.browser.channel import BrowserChannel
from bot.channels.browser.send import faults
from bot.errors import ChannelError
from bot.messages import Button, Input, Posting, Screen
from bot.settings import Settings
from tests.contracts.gallery import SCREENS
from tests.contracts.office_cards import APPROVAL, DECIDED
from tests.unit.channels.browser.desks import KEY
from tests.unit.channels.browser.rooms import AMIRA, FakePorts

SENT = Posting(AMIRA.address, "case-1", 1, APPROVAL)


def settings(practice: bool) -> Settings:
    return Settings(practice_room=practice, secret=SecretStr(KEY))


@pytest.fixture
def ports() -> FakePorts:
    return FakePorts()


@pytest.fixture
def channel(ports: FakePorts) -> BrowserChannel:
    made = make(settings(True), ports)
    assert made
    return made


def test_there_is_no_practice_room_unless_it_is_asked_for(ports: FakePorts) -> None:
    assert make(settings(False), ports) is None


def test_pages_outlive_a_restart_because_the_key_is_kept(tmp_path: Path, ports: FakePorts) -> None:
    kept = Settings(practice_room=True, data_dir=tmp_path)
    stamps = [made._practice.stamps for made in (make(kept, ports), make(kept, ports)) if made]
    assert stamps[1].nonce("amira", stamps[0].stamp("amira", "n1")) == "n1"


async def test_a_newer_version_replaces_the_card_where_it_stands(channel: BrowserChannel, ports: FakePorts) -> None:
    message = await channel.send(SENT)
    assert await channel.send(replace(SENT, message=message, version=2, screen=DECIDED)) == message
    assert [(m.id, m.screen) for m in ports.room.kept] == [(message, DECIDED)]


async def test_an_older_version_is_ignored(channel: BrowserChannel, ports: FakePorts) -> None:
    message = await channel.send(replace(SENT, version=3, screen=DECIDED))
    assert await channel.send(replace(SENT, message=message, version=2)) == message
    assert ports.room.kept[0].screen == DECIDED


async def test_a_card_sent_before_a_crash_is_found_by_its_key(channel: BrowserChannel, ports: FakePorts) -> None:
    message = await channel.send(SENT)
    assert await channel.send(SENT) == message
    assert len(ports.room.kept) == 1


async def test_a_card_whose_message_is_gone_is_posted_again(channel: BrowserChannel, ports: FakePorts) -> None:
    message = await channel.send(replace(SENT, message="lost"))
    assert [m.id for m in ports.room.kept] == [message]


async def test_nobody_is_written_to_who_does_not_sit_here(channel: BrowserChannel) -> None:
    with pytest.raises(ChannelError, match="nobody sits at 'room/nobody'") as refused:
        await channel.send(replace(SENT, address="room/nobody"))
    assert refused.value.permanent


ASKED = Input("x", "X")
GO = Button("Go on", "go")


@pytest.mark.parametrize(
    ("posting", "fault"),
    [
        (replace(SENT, key=""), "key"),
        (replace(SENT, version=-1), "version"),
        (replace(SENT, screen=Screen(" ", "S")), "title"),
        (replace(SENT, screen=Screen("T", "S", buttons=(Button("", "t"),))), "label"),
        (replace(SENT, screen=Screen("T", "S", buttons=(Button("Go", ""),))), "token"),
        (replace(SENT, screen=Screen("T", "S", inputs=(ASKED, ASKED), buttons=(GO,))), "same id"),
        (replace(SENT, screen=Screen("T", "S", inputs=(Input("", "X"),), buttons=(GO,))), "no id"),
        (replace(SENT, screen=Screen("T", "S", inputs=(Input("x", "X", "choice"),), buttons=(GO,))), "options"),
        (replace(SENT, screen=Screen("T", "S", inputs=(ASKED,))), "no button"),
    ],
)
def test_what_cannot_be_drawn_is_said_to_be_so(posting: Posting, fault: str) -> None:
    assert any(fault in told for told in faults(posting))


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_of_the_gallery_is_refused(name: str) -> None:
    assert faults(replace(SENT, screen=SCREENS[name])) == []
