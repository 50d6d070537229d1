"""Presses on cards, and cards that ask how they look now. What counts is the button's token and who pressed it."""

from dataclasses import dataclass, replace
from functools import partial

from bot.buttons import inputs_of, marked
from bot.channels.teams.answering import invokes, privately, replies, views
from bot.channels.teams.answering.desk import Desk
from bot.channels.teams.drawing import Json, card, line, message, reading
from bot.channels.teams.edge.answers import Answer
from bot.channels.teams.reading import filled
from bot.channels.teams.reading.filled import Pressed
from bot.channels.teams.reading.places import Place, named
from bot.channels.teams.reading.wire import Activity
from bot.messages import Incoming, Posting, Reply
from bot.shown import KEPT

GONE = "This is from before, and its buttons are no longer good. Write help to me to begin again."
NOT_YOURS = "There is nothing for you to press here. What waits for you stands in our own chat."
FINDING_OUT = "I am finding out who you are. I answer in our own chat in a moment."
WHOLE = "I have sent you all of it in our own chat."
DONE = "Done. Go on in our own chat."
PRESSES = ("press", "change")


@dataclass(frozen=True)
class Done:
    """What somebody pressed, as the application was handed it, and what it answered."""

    place: Place
    pressed: Pressed
    incoming: Incoming
    reply: Reply


class Presses:
    """Deals with presses."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def execute(self, activity: Activity, place: Place) -> Answer:
        """An Action.Execute, answered once: with the card as that account may see it now, or with a sentence."""
        pressed = filled.executed(activity)
        if pressed is None:
            return invokes.said(GONE)
        if pressed.verb == "refresh" or pressed.automatic:
            return await self._refreshed(place, pressed)
        if pressed.verb == "whole":
            return invokes.said(await self._whole(place, pressed))
        if pressed.verb not in PRESSES or not pressed.token:
            return invokes.said(GONE)
        return await self._answer(await self._done(place, pressed))

    async def submit(self, activity: Activity, place: Place) -> Answer:
        """An Action.Submit of an old client: its card is brought up to date by the outbox, the rest is a line."""
        pressed = filled.submitted(activity)
        if pressed and pressed.verb in PRESSES and pressed.token:
            self._desk.background.start(self._introduced(await self._done(place, pressed)))
            return Answer()
        sentence = await self._whole(place, pressed) if pressed and pressed.verb == "whole" else GONE
        tells = replies.give(self._desk, place, _nothing(place), Reply(sentence, "info"))
        self._desk.background.start(tells)
        return Answer()

    async def _done(self, place: Place, pressed: Pressed) -> Done:
        posting = await self._desk.card(pressed.key, place) if pressed.fields else None
        fields = pressed.filled(posting.screen if posting else None)
        name = named(
            "press", place.tenant, place.object_id, pressed.token, fields, pressed.key, pressed.version, pressed.moment
        )
        incoming = Incoming(
            name, place.account, place.address, token=pressed.token, fields=fields, given=place.given, at=pressed.at
        )  # fmt: skip
        return Done(place, pressed, incoming, await self._desk.ask(incoming))

    async def _answer(self, done: Done) -> Answer:
        desk, reply = self._desk, done.reply
        if reply.who or reply.where:
            desk.background.start(privately.tell(desk, done.place, partial(self._introduced, done)))
            return invokes.said(FINDING_OUT)
        if reply.instead:
            desk.background.start(self._told(done, reply))
            return invokes.said(reply.text)
        drawn, left = await self._redrawn(done)
        if drawn is None:
            left = replace(replies.wrong(reply), text="")
        if left.text or left.screen or left.files:
            giving = partial(replies.give, desk, done.place, done.incoming, left)
            desk.background.start(privately.tell(desk, done.place, giving))
        return invokes.card(drawn) if drawn else invokes.said(replies.wrong(reply).text or DONE)

    async def _redrawn(self, done: Done) -> tuple[Json | None, Reply]:
        """The card as it looks now, with what is wrong beside its fields; and what is left to say besides.

        None where it is not there any more, or was only remembered as it looked before.
        """
        place, pressed, reply = done.place, done.pressed, done.reply
        if pressed.key.startswith(KEPT) and not reply.errors:
            return None, reply
        posting = await self._desk.card(pressed.key, place)
        if posting is None:
            return None, reply
        corrected = corrected_by(posting, done)
        drawn = await views.seen(self._desk, place, corrected or posting, pressed.version + 1)
        return drawn, _besides(reply) if corrected else replies.wrong(reply)

    async def _introduced(self, done: Done) -> None:
        """What follows a press, once it is known who made it."""
        if done.reply.who:
            await self._desk.tell(await self._desk.chat(done.place), replies.TYPING)
        reply = await self._desk.introduced(done.incoming, done.reply, done.place)
        await self._told(done, reply)

    async def _told(self, done: Done, reply: Reply) -> None:
        """What follows a press that was not answered with a card: the card stays as it is unless it is edited."""
        place, left = done.place, replies.wrong(reply)
        if place.message and not place.public and (edited := await self._edited(done, reply)):
            await self._desk.connector.edit(place.reference, place.message, edited)
            left = replace(reply, text="") if reply.instead else _besides(reply)
        await replies.give(self._desk, place, done.incoming, left)

    async def _edited(self, done: Done, reply: Reply) -> Json | None:
        """What stands in the card's place from now on; None where it stays as it is."""
        if reply.instead:
            return line(reply.text, reply.tone)
        posting = await self._desk.card(done.pressed.key, done.place) if reply.errors else None
        corrected = corrected_by(posting, replace(done, reply=reply)) if posting else None
        if corrected is None:
            return None
        drawn = card(corrected.screen, corrected.key, done.pressed.version + 1)
        return message(drawn, corrected.screen.summary)

    async def _refreshed(self, place: Place, pressed: Pressed) -> Answer:
        posting = await self._desk.card(pressed.key, place)
        if posting is None:
            return invokes.said(NOT_YOURS)
        return invokes.card(await views.seen(self._desk, place, posting, pressed.version))

    async def _whole(self, place: Place, pressed: Pressed) -> str:
        """Send all of a card that was shortened, to be read; what to say of it here."""
        posting = await self._desk.card(pressed.key, place)
        if posting is None:
            return GONE
        drawn = reading(posting.screen)
        sending = partial(replies.whole, self._desk, place, drawn, posting.screen.summary)
        self._desk.background.start(privately.tell(self._desk, place, sending))
        return WHOLE


def corrected_by(posting: Posting, done: Done) -> Posting | None:
    """The card with what was typed and what is wrong with it; None where nothing of that has a field there.

    What was typed is kept as a draft, after which the same button has another token: it is the first then, too.
    """
    screen, pressed = posting.screen, done.pressed.token
    tokens = (pressed, *(b.token for b in screen.buttons[:1] if inputs_of(screen, pressed) is None))
    for token in tokens:
        if {i.id for i in inputs_of(screen, token) or ()} & set(done.reply.errors):
            return replace(posting, screen=marked(screen, token, done.incoming.fields, done.reply.errors))
    return None


def _besides(reply: Reply) -> Reply:
    """What the reply says beyond the errors that stand beside their fields now."""
    return replace(reply, text="") if reply.text in reply.errors.values() else reply


def _nothing(place: Place) -> Incoming:
    return Incoming("", place.account, place.address)
