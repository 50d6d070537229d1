"""Each activity goes to the part that deals with it; whatever goes wrong, whoever did it is told in a sentence."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.channels.teams.answering import invokes, replies
from bot.channels.teams.answering.desk import Desk
from bot.channels.teams.edge.answers import Answer
from bot.channels.teams.listening.consents import Consents
from bot.channels.teams.listening.extension import Extensions
from bot.channels.teams.listening.installs import Installs, was_added, was_removed
from bot.channels.teams.listening.messages import Messages
from bot.channels.teams.listening.presses import Presses
from bot.channels.teams.ports import Reference
from bot.channels.teams.reading import filled, places
from bot.channels.teams.reading.places import PERSONAL, Place
from bot.channels.teams.reading.wire import INVOKE, MESSAGE, Activity
from bot.errors import CommsDeskError
from bot.messages import Incoming, Reply
from bot.outermost import unforeseen

MOST = 10_000
UNKNOWN = "I don't know what that is. Write help to me in our own chat."
UPDATES = ("conversationUpdate", "installationUpdate")
Does = Callable[[Activity, Place], Awaitable[Answer]]


class Taking:
    """Takes what the edge lets in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: OrderedDict[tuple[str, str], Reference] = OrderedDict()
        self._messages, self._presses, self._installs = Messages(desk), Presses(desk), Installs(desk)
        extensions, consents = Extensions(desk), Consents(desk)
        self._invokes: Mapping[str, Does] = {
            "adaptiveCard/action": self._presses.execute,
            "composeExtension/fetchTask": extensions.opened,
            "composeExtension/submitAction": extensions.opened,
            "fileConsent/invoke": consents.consented,
        }

    async def take(self, activity: Activity) -> Answer:
        """Deal with one activity; it is done with, and committed, before it is answered."""
        place = places.place(activity, places.nearest(activity))
        try:
            if activity.type in UPDATES:
                return await self._updated(activity)
            place = await self._place(activity)
            return await self._done(activity, place)
        except CommsDeskError as error:
            return self._sorry(activity, place, error.sentence)
        except Exception as bug:  # the outermost edge: whoever did it gets a sentence, the log the rest
            return self._sorry(activity, place, unforeseen(bug, self._desk.ports.ids))

    async def _done(self, activity: Activity, place: Place) -> Answer:
        if activity.type == MESSAGE:
            does = self._presses.submit if filled.ours(activity) else self._messages.message
            return await does(activity, place)
        if activity.type == INVOKE and (invoked := self._invokes.get(activity.name or "")):
            return await invoked(activity, place)
        return self._sorry(activity, place, UNKNOWN) if activity.type == INVOKE else Answer()

    async def _updated(self, activity: Activity) -> Answer:
        place = places.place(activity, places.reference(activity).address)
        if activity.added:
            self._desk.sharing.forget()
        if was_removed(activity):
            self._kept.pop((place.tenant, place.reference.conversation), None)
            return await self._installs.removed(place)
        if not was_added(activity):
            return Answer()
        await self._keep(place.reference, anew=True)
        return await self._installs.added(activity, place)

    async def _place(self, activity: Activity) -> Place:
        """Where the person acted; the conversation is kept before anything else is done."""
        where = places.reference(activity)
        await self._keep(where)
        if where.kind == PERSONAL:
            return places.place(activity, where.address)
        return places.place(activity, await self._address(where.tenant, activity))

    async def _address(self, tenant: str, activity: Activity) -> str:
        """The person's own chat with the bot; by their id in Teams where nobody knows it at the moment."""
        try:
            known = await self._desk.ports.references.personal(tenant, activity.sender.object_id or "")
        except CommsDeskError:
            known = None
        return known.address if known else places.nearest(activity)

    async def _keep(self, reference: Reference, *, anew: bool = False) -> None:
        """Keep a conversation that is new or has changed. Where that fails, what was done there still counts."""
        name = (reference.tenant, reference.conversation)
        known = self._kept.get(name) == reference and not anew
        if known or (reference.kind == PERSONAL and not reference.object_id):
            return
        try:
            await self._desk.ports.references.keep(reference)
        except CommsDeskError as away:
            structlog.get_logger().warning("reference_not_kept", event_id=self._desk.ports.ids.event(), code=away.code)
            return
        self._kept[name] = reference
        self._kept.move_to_end(name)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def _sorry(self, activity: Activity, place: Place, sentence: str) -> Answer:
        """A sentence by whatever way the activity itself leaves open: Teams repeats nothing."""
        name = activity.name or ""
        if activity.type == INVOKE:
            return invokes.told(sentence) if name.startswith(("composeExtension/", "task/")) else invokes.said(sentence)
        if activity.type == MESSAGE:
            nothing = Incoming("", place.account, place.address)
            self._desk.background.start(replies.give(self._desk, place, nothing, Reply(sentence, "bad")))
        return Answer()
