"""What people answer to a file that they were offered: it is put into their drive, or let go of."""

from bot.channels.teams.answering import files
from bot.channels.teams.answering.desk import Desk
from bot.channels.teams.answering.files import Offered
from bot.channels.teams.drawing import line
from bot.channels.teams.edge.answers import Answer
from bot.channels.teams.reading.filled import OURS
from bot.channels.teams.reading.places import Place, named
from bot.channels.teams.reading.wire import Activity, Consent, Upload, of
from bot.errors import ChannelError
from bot.messages import File, Reply, Tone
from bot.shown import asked_again

DECLINED = "Nothing was put into your files. Ask for it again whenever you need it."
GONE = "That file is from before, and I no longer have it. Ask for it again."
NOT_PUT = "The file {} could not be put into your files. Ask for it again in a minute."


class Consents:
    """Deals with what is answered. Teams is answered at once; the file follows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def consented(self, activity: Activity, place: Place) -> Answer:
        """The person has accepted or declined."""
        consent = of(Consent, activity.value)
        carried = consent.context if consent and isinstance(consent.context, dict) else {}
        offered = of(Offered, carried.get(OURS))
        if consent is None or offered is None:
            return Answer(body={})
        work = self._put(place, offered, consent.upload) if consent.action == "accept" else self._let_go(place, offered)
        self._desk.background.start(work)
        return Answer(body={})

    async def _let_go(self, place: Place, offered: Offered) -> None:
        self._desk.offers.take(offered, place.account)
        await self._say(place, DECLINED, "info")

    async def _put(self, place: Place, offered: Offered, upload: Upload | None) -> None:
        file = self._desk.offers.take(offered, place.account) or await self._again(place, offered)
        if file is None or upload is None:
            await self._say(place, GONE, "warn")
            return
        try:
            await self._desk.drive.put(upload.upload_url, await file.body())
        except ChannelError:
            await self._say(place, NOT_PUT.format(offered.name), "warn")
            raise
        await self._desk.tell(await self._desk.chat(place), files.info(upload, offered.name))

    async def _again(self, place: Place, offered: Offered) -> File | None:
        """The file, asked for again as it was then, by whoever accepts it now."""
        name = named("again", place.tenant, place.object_id, offered.asked, self._desk.ports.ids.delivery())
        incoming = asked_again(offered.asked, place, name)
        reply = await self._desk.ask(incoming) if incoming else Reply()
        return next((f for f in reply.files if f.name == offered.name), None)

    async def _say(self, place: Place, sentence: str, tone: Tone) -> None:
        await self._desk.tell(await self._desk.chat(place), line(sentence, tone))
