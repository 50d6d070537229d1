"""What people write to the bot: in their own chat with it, and where it is mentioned before others."""

from functools import partial

from bot.channels.teams.answering import privately, replies
from bot.channels.teams.answering.desk import Desk
from bot.channels.teams.drawing import line
from bot.channels.teams.edge.answers import Answer
from bot.channels.teams.reading.places import Place, named
from bot.channels.teams.reading.wire import Activity, Attached, Downloadable, of
from bot.channels.teams.reading.words import said
from bot.messages import Incoming, Reply, SentFile

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
PICTURE = "image/"
# Teams gives it neither a name nor a kind, and of a file that is kept both have to be known.
AS_A_FILE = (
    "I can't keep a picture that was pasted into the chat or taken straight into it. "
    "Send it as a file: press the plus sign beside the line where you write, then Attach file."
)
MOVED = "I have answered you in our own chat, where only you can read it."


class Messages:
    """Deals with words. Whatever they are about, the answer is for whoever wrote them alone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def message(self, activity: Activity, place: Place) -> Answer:
        """Ask the application, which commits; then the person is told in the background."""
        if place.public and not _named(activity):
            return Answer()
        name = named("said", place.tenant, place.thread, activity.id or self._desk.ports.ids.delivery())
        files = tuple(filter(None, map(sent, activity.attached)))
        incoming = Incoming(
            name, place.account, place.address, text=said(activity), given=place.given, files=files
        )  # fmt: skip
        pasted = any((a.media or "").startswith(PICTURE) for a in activity.attached)
        if pasted:
            self._desk.background.start(replies.give(self._desk, place, incoming, Reply(AS_A_FILE, "info")))
        if incoming.text or files or not pasted:
            reply = await self._desk.ask(incoming)
            tells = self._moved if place.public else self._answered
            self._desk.background.start(tells(place, incoming, reply))
        return Answer()

    async def _answered(self, place: Place, incoming: Incoming, reply: Reply) -> None:
        await replies.answer(self._desk, place, incoming, reply)

    async def _moved(self, place: Place, incoming: Incoming, reply: Reply) -> None:
        """The answer in the person's own chat, and one line in the thread that says so and nothing else."""
        await privately.tell(self._desk, place, partial(replies.answer, self._desk, place, incoming, reply))
        await self._desk.tell(place.in_thread, line(MOVED, "info"))


def sent(attached: Attached) -> SentFile | None:
    """A file that came along; None for anything else."""
    found = of(Downloadable, attached.content) if attached.media == DOWNLOAD else None
    return SentFile(found.url, attached.name or "", link=attached.link or "") if found else None


def _named(activity: Activity) -> bool:
    """Whether the bot is mentioned."""
    return any(m.mentioned and m.mentioned.id == activity.recipient.id for m in activity.mentions)
