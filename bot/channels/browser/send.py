"""Puts a card into the room, or its newer version in the place where it stands, and wakes the open pages."""

from bot.channels.browser.practice import Practice
from bot.errors import ChannelError
from bot.messages import Input, Posting, Screen


async def send(practice: Practice, posting: Posting) -> str:
    """The id of the message that shows the card; a card that is gone is posted again.

    ChannelError, permanent, for a card that cannot be drawn or an address where nobody sits.
    """
    if wrong := [*faults(posting), *await _nobody_there(practice, posting.address)]:
        sentence = f"The practice room cannot show this card: {'; '.join(wrong)}."
        raise ChannelError("browser.malformed", sentence, permanent=True)
    message = await _placed(practice, posting)
    practice.streams.changed()
    return message


def faults(posting: Posting) -> list[str]:
    """Why the posting cannot be drawn; nothing where it can."""
    screen = posting.screen
    together = [[i.id for i in (*screen.inputs, *b.inputs)] for b in screen.buttons]
    checks = {
        "it has no key": bool(posting.key),
        "its version is below nought": posting.version >= 0,
        "its card has no title": bool(screen.title.strip()),
        "a button has no label or no token": all(b.label.strip() and b.token for b in screen.buttons),
        "two fields of one form have the same id": all(len(ids) == len(set(ids)) for ids in together),
        "a field has no id or no label": all(i.id and i.label.strip() for i in _all_inputs(screen)),
        "a choice has no options": all(i.options for i in _all_inputs(screen) if i.kind in {"choice", "many"}),
        "it has fields but no button": bool(screen.buttons) or not screen.inputs,
    }
    return [fault for fault, fine in checks.items() if not fine]


async def _nobody_there(practice: Practice, address: str) -> list[str]:
    sits = any(s.address == address for s in await practice.sitters())
    return [] if sits else [f"nobody sits at {address!r}"]


async def _placed(practice: Practice, posting: Posting) -> str:
    room = practice.ports.room
    if posting.message and await room.edit(posting.message, posting.version, posting.screen):
        return posting.message
    now = practice.ports.clock.now()
    return await room.post(posting.address, posting.key, posting.version, posting.screen, now)


def _all_inputs(screen: Screen) -> list[Input]:
    return [*screen.inputs, *(i for b in screen.buttons for i in b.inputs)]
