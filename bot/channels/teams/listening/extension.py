"""The message extension: a post that somebody reports. Nobody in the conversation is told anything."""

from bot.channels.teams.answering import invokes, privately, replies
from bot.channels.teams.answering.desk import Desk
from bot.channels.teams.edge.answers import Answer
from bot.channels.teams.reading.places import Place, named
from bot.channels.teams.reading.wire import Activity, Extension, Post, of
from bot.messages import Incoming

REPORT, REPORTING = "report", "report_colleague"
FETCH = "composeExtension/fetchTask"
TITLE = "Report this post"
GOES_ON = "It goes on in our own chat, which only you can read. Nobody here is told anything, and nothing is sent yet."
UNKNOWN = "I don't know this command. Write help to me in our own chat."
LINK = "https://teams.microsoft.com/l/message/{}/{}?tenantId={}"


class Extensions:
    """Deals with what the message extension sends."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def opened(self, activity: Activity, place: Place) -> Answer:
        """Begin a report with the link and the author of the message; the dialog says where it goes on."""
        used = of(Extension, activity.value)
        if used is None or used.command != REPORT or used.post is None:
            return invokes.told(UNKNOWN)
        name = named("report", place.tenant, place.object_id, place.thread, activity.id or "", used.post.id)
        given = known(place, used.post)
        incoming = Incoming(name, place.account, place.address, start=REPORTING, given=given)
        reply = await self._desk.ask(incoming)
        if reply.tone == "bad":
            return invokes.told(reply.text)
        if no := await privately.hindered(self._desk, place):
            return invokes.told(no)
        self._desk.background.start(replies.answer(self._desk, place, incoming, reply))
        if activity.name != FETCH:
            return invokes.told(GOES_ON)
        return invokes.going_on(TITLE, GOES_ON, self._desk.settings.app_id)


def known(place: Place, post: Post) -> dict[str, str]:
    """Where the message is found, and who wrote it, where a person of this tenant did."""
    link = post.link or (LINK.format(place.thread.partition(";")[0], post.id, place.tenant) if post.id else "")
    author = post.sender.user.id if post.sender and post.sender.user else None
    given = {"link": link, "author": f"{place.tenant}/{author}" if author else ""}
    return {name: value for name, value in given.items() if value}
