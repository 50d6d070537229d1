"""The screens of staff that are no request: who they are, help, an answer to change, a report, a slip of the finger."""

from bot.messages import Account, Incoming, Profile, Screen
from tests.e2e.office.commanding import typist
from tests.e2e.office.test_report_colleague import walk
from tests.e2e.office.test_reports import have_it
from tests.e2e.office.whisper import only_the_cast
from tests.e2e.pictures.cards import Picture
from tests.office import Actor, Office, asks_for_a_boost

MEMBER = Profile("suffolk", "nadia.rahman@council.example", "Nadia R")


async def staff_at_work(office: Office) -> dict[str, Picture]:
    """The pictures by name."""
    found = {"who": Picture(await _unknown(office))}
    await office.nadia.says("help")
    found["help"] = Picture(await office.nadia.card("page.help"))
    found["slip"] = Picture(await _slip(office), "ephemeral")
    found["change"] = Picture(await _change(office))
    await asks_for_a_boost(office.gwen)
    await office.gwen.says("my requests")
    found["mine"] = Picture(await office.gwen.card("page.mine"))
    return found | await _report(office)


async def _unknown(office: Office) -> Screen:
    incoming = Incoming("hello", Account("slack", "T1", "U1"), "T1/D1", text="hello", profile=MEMBER)
    reply = await office.app.front.handle(incoming)
    assert reply.screen
    return reply.screen


async def _slip(office: Office) -> Screen:
    nadia = typist(office, "nadia")
    await nadia.staff("bosot")
    return nadia.screen


async def _change(office: Office) -> Screen:
    await office.nadia.says("boost")
    for label in ("Facebook", "Yes"):
        await office.nadia.press(label)
    await office.nadia.change("Budget code to hand")
    await office.nadia.press("No")
    return await office.nadia.card("conversation")


async def _report(office: Office) -> dict[str, Picture]:
    """What nobody but the person sees before it is sent, and what whoever gets it has in front of them."""
    await only_the_cast(office)
    await walk(office.nadia)
    before = Picture(await office.nadia.card("matter"))
    await office.nadia.press("Send in confidence")
    holder = Actor(office, (await have_it(office))[0])
    return {"report-before": before, "report": Picture(await holder.card("report"))}
