"""Copies of files: for whoever may read the answers, at the press, on the record; for nobody else, to the byte."""

import pytest

from bot.errors import ChannelError
from bot.ids import system_ids
from bot.messages import Account, Incoming, Reply, SentFile, Steps
from bot.reports.examine import faults
from bot.storage import models
from bot.storage.reports import chains
from tests.e2e.office.commanding import Typist
from tests.e2e.office.sending import PNG, Platform, a_picture, platform
from tests.e2e.office.test_report_colleague import walk
from tests.e2e.office.whisper import CAST, email, only_the_cast, whispering
from tests.office import Actor, Office, asks_for_a_boost

pytestmark = pytest.mark.database
COPIES = "Send me the files"
NOWHERE = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
async def _cast(office: Office) -> None:
    await only_the_cast(office)


@pytest.fixture
def there(office: Office) -> Platform:
    """The platform."""
    return platform(office)


async def with_a_file(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    await asks_for_a_boost(office.nadia)


async def bodies(reply: Reply) -> list[tuple[str, str, bytes]]:
    return [(f.name, f.media, await f.body()) for f in reply.files]


def token(office: Office, *about: str | int) -> str:
    return office.app.front.signer.sign(*about)


@pytest.mark.parametrize("user", ["tobias", "nadia"])
async def test_whoever_decides_and_whoever_asked_get_copies_and_the_record_says_so(
    office: Office, there: Platform, user: str
) -> None:
    await with_a_file(office, there)
    await office.app.keeper.fetch_due()
    reply = await Actor(office, user).press(COPIES)
    assert await bodies(reply) == [("post.png", "image/png", PNG)]
    row = await models.SentFile.get()
    entry = await models.Entry.get(kind="files_opened")
    assert entry.actor == (await office.person(user)).id
    assert entry.facts == {"files": {row.id: row.digest}}


async def test_a_file_that_is_not_here_yet_is_fetched_when_it_is_asked_for(office: Office, there: Platform) -> None:
    await with_a_file(office, there)
    there.trouble = [ChannelError("away", "Away.", permanent=False)]
    reply = await office.tobias.press(COPIES)
    with pytest.raises(ChannelError) as wait:
        await bodies(reply)
    assert not wait.value.permanent
    assert await bodies(reply) == [("post.png", "image/png", PNG)]


async def test_a_file_that_could_not_be_kept_is_said_to_be_gone(office: Office, there: Platform) -> None:
    await with_a_file(office, there)
    reply = await office.tobias.press(COPIES)
    there.files.clear()
    with pytest.raises(ChannelError) as gone:
        await bodies(reply)
    assert gone.value.permanent
    assert (await office.tobias.press(COPIES)).files == ()


async def test_the_communications_team_gets_copies_of_what_its_command_shows(office: Office, there: Platform) -> None:
    await with_a_file(office, there)
    callum = Typist(office.callum)
    await callum.team(f"case {(await models.Case.get()).reference}")
    assert await bodies(await callum.press(COPIES)) == [("post.png", "image/png", PNG)]


@pytest.mark.parametrize("user", ["darius", "gwen"])
async def test_an_outsider_with_a_copied_button_gets_nothing_and_the_same_as_where_there_is_nothing(
    office: Office, there: Platform, user: str
) -> None:
    await with_a_file(office, there)
    case, outsider = (await models.Case.get()).id, Actor(office, user)
    copied = await outsider.send((await office.tobias.button(COPIES)).token)
    person = (await office.person(user)).id
    real, none = [await outsider.send(token(office, "files", ref, person)) for ref in (case, NOWHERE)]
    assert copied.files == real.files == none.files == ()
    assert real == none
    assert real.tone == copied.tone == "bad"
    assert not await models.Entry.exists(kind="files_opened")
    assert await models.Entry.exists(kind="attempt_refused", actor=person)


async def test_somebody_of_another_council_gets_nothing(office: Office, there: Platform) -> None:
    await with_a_file(office, there)
    person = await office.person("tobias")
    await models.Person.filter(id=person.id).update(council="cannock")
    reply = await office.tobias.send(token(office, "files", (await models.Case.get()).id, person.id))
    assert reply.tone == "bad"
    assert reply.files == ()


async def test_one_who_only_looks_gets_no_copies_for_nothing_of_it_would_be_on_the_record(
    office: Office, there: Platform
) -> None:
    await with_a_file(office, there)
    token = (await office.tobias.button(COPIES)).token
    incoming = Incoming("look", Account("browser", "suffolk", "tobias"), "tobias", token=token, looks=True)
    assert (await office.app.front.handle(incoming)).files == ()
    assert not await models.Entry.exists(kind="files_opened")


async def test_a_card_without_files_has_no_button_for_them(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    for who in (office.nadia, office.tobias):
        assert COPIES not in [b.label for b in (await who.card("case")).buttons]


async def test_one_who_has_left_gets_nothing(office: Office, there: Platform) -> None:
    await with_a_file(office, there)
    button = await office.tobias.button(COPIES)
    await models.Person.filter(id=(await office.person("tobias")).id).update(left=True)
    assert (await office.tobias.send(button.token)).files == ()


async def reported(office: Office, there: Platform) -> Office:
    """Nadia reports Darius with a picture; it is with Gwen."""
    office = whispering(office, "line_manager")
    nadia = office.nadia
    await nadia.says("whisper")
    await nadia.press("Yes")
    await a_picture(nadia, there)
    await nadia.press("Continue", answer=email("darius.kowalski"))
    await nadia.press("Continue", answer="A post about my team.")
    await nadia.press("Send in confidence")
    return office


async def test_whoever_has_a_report_and_whoever_sent_it_get_copies(office: Office, there: Platform) -> None:
    office = await reported(office, there)
    for who in (office.gwen, office.nadia):
        items = [i for b in (await who.card("report")).blocks if isinstance(b, Steps) for i in b.items]
        assert "post.png (1 KB)" in items
        assert await bodies(await who.press(COPIES)) == [("post.png", "image/png", PNG)]
    opened = await models.ReportEntry.filter(kind="files_opened").order_by("seq").values_list("actor")
    assert [actor for (actor,) in opened] == [(await office.person(u)).id for u in ("gwen", "nadia")]
    assert [faults(chain) async for _, chain in chains("suffolk")] == [[]]


async def test_an_outsider_gets_of_a_report_what_they_get_of_none_to_the_byte(office: Office, there: Platform) -> None:
    office = await reported(office, there)
    report = (await models.Report.get()).id
    button = (await office.gwen.button(COPIES)).token
    for user in sorted(set(CAST) - {"nadia", "gwen"}):
        outsider, person = Actor(office, user), (await office.person(user)).id
        copied = await outsider.send(button)
        forged = [await outsider.send(token(office, "report.files", ref, 1, person)) for ref in (report, NOWHERE)]
        assert copied == forged[0] == forged[1]
        assert copied.files == ()
        assert not copied.counted
        assert await outsider.cards() == []


async def test_whoever_gave_a_report_away_gets_no_more_copies(office: Office, there: Platform) -> None:
    office = await reported(office, there)
    button = await office.gwen.button(COPIES)
    await office.gwen.press("Give it to somebody", email=email("callum.fraser"))
    reply = await office.gwen.send(button.token)
    assert reply.files == ()
    assert reply.tone == "bad"
    assert await bodies(await office.callum.press(COPIES)) == [("post.png", "image/png", PNG)]


def put(there: Platform, name: str) -> SentFile:
    there.files[name] = PNG
    return SentFile(name, name, "image/png", len(PNG), field="sent_files")


async def presses(who: Actor, label: str, *files: SentFile, **fields: str) -> Reply:
    """Press with a form into which files were put."""
    account = Account("browser", who.office.council, who.user)
    token = (await who.button(label)).token
    incoming = Incoming(system_ids.delivery(), account, who.user, token=token, fields=fields, files=files)
    return await who.office.app.front.handle(incoming)


async def test_what_is_added_to_a_report_later_reaches_whoever_has_it(office: Office, there: Platform) -> None:
    office = await reported(office, there)
    reply = await presses(office.nadia, "Add something", put(there, "more.png"), text="One more.")
    assert "more.png" in reply.text
    names = [name for name, _, _ in await bodies(await office.gwen.press(COPIES))]
    assert names == ["post.png", "more.png"]


async def test_files_come_with_a_comment(office: Office, there: Platform) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Comment", text="What does it look like?")
    await presses(office.nadia, "Comment", put(there, "post.png"), text="Like this.")
    assert await bodies(await office.tobias.press(COPIES)) == [("post.png", "image/png", PNG)]


async def test_files_with_a_comment_of_somebody_who_may_not_comment_are_not_kept(
    office: Office, there: Platform
) -> None:
    await asks_for_a_boost(office.nadia)
    token = (await office.tobias.button("Comment")).token
    account = Account("browser", "suffolk", "darius")
    incoming = Incoming("x", account, "darius", token=token, fields={"text": "Hi"}, files=(put(there, "post.png"),))
    assert (await office.app.front.handle(incoming)).tone == "bad"
    assert await models.SentFile.all().count() == 0


async def test_what_is_put_into_the_form_of_a_guide_goes_with_the_report(office: Office, there: Platform) -> None:
    await walk(office.nadia)
    await office.nadia.change("What it is about")
    reply = await presses(office.nadia, "Continue", put(there, "post.png"), answer="About my team, again.")
    assert "post.png" in reply.text
    await office.nadia.press("Make this change")
    await office.nadia.press("Send in confidence")
    assert (await models.SentFile.get()).about == "report"


async def test_one_who_takes_a_report_back_leaves_nothing_for_whoever_had_it(office: Office, there: Platform) -> None:
    office = await reported(office, there)
    button = await office.gwen.button(COPIES)
    await office.nadia.press("Take it back")
    assert (await office.gwen.send(button.token)).files == ()
