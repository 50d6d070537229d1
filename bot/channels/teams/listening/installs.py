"""The bot was added to a conversation, or taken out of it."""

from bot.channels.teams.answering import replies
from bot.channels.teams.answering.desk import Desk
from bot.channels.teams.edge.answers import Answer
from bot.channels.teams.reading.places import Place, named
from bot.channels.teams.reading.wire import Activity, Somebody, of
from bot.messages import Incoming

WELCOME = "help"


class Installs:
    """Deals with both. A team is told nothing: whoever wants something there names the bot."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def added(self, activity: Activity, place: Place) -> Answer:
        """Welcome the person once, with what they can do here; Teams may say several times that they added the bot."""
        references = self._desk.ports.references
        if place.public or not place.object_id:
            return Answer()
        if await references.welcome(place.tenant, place.reference.conversation):
            name = named("welcome", place.tenant, place.thread, activity.id or self._desk.ports.ids.delivery())
            incoming = Incoming(name, place.account, place.address, page=WELCOME)
            reply = await self._desk.ask(incoming)
            self._desk.background.start(replies.answer(self._desk, place, incoming, reply))
        return Answer()

    async def removed(self, place: Place) -> Answer:
        """Forget the conversation; whoever was reached there is reached elsewhere as soon as there is something."""
        await self._desk.ports.references.forget(place.tenant, place.reference.conversation)
        return Answer()


def was_added(activity: Activity) -> bool:
    """Whether the bot itself was added."""
    return (activity.action or "").startswith("add") or _among(activity.added, activity.recipient)


def was_removed(activity: Activity) -> bool:
    """Whether the bot itself was taken out."""
    return (activity.action or "").startswith("remove") or _among(activity.removed, activity.recipient)


def _among(people: list[object] | None, bot: Somebody) -> bool:
    return any((one := of(Somebody, each)) and one.id == bot.id for each in people or ())
