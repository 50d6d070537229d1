"""Files that people send: kept once the message is, fetched afterwards, and told about whatever becomes of them."""

import hashlib
from datetime import timedelta

import pytest

from bot.app import Parts, compose
from bot.errors import ChannelError
from bot.files import LARGEST, MOST, SentFile
from bot.ids import system_ids
from bot.messages import Account, Steps, Text
from bot.storage import models
from tests.e2e.office.sending import PNG, Platform, a_picture, platform, sends
from tests.office import MORNING, Actor, Office, asks_for_a_boost, packs

pytestmark = pytest.mark.database
BUSY = ChannelError("ratelimited", "Slack does not answer.", permanent=False, retry_after=90)


@pytest.fixture
def there(office: Office) -> Platform:
    """The platform."""
    return platform(office)


async def told(who: Actor) -> str:
    """What the newest card about a file says."""
    return " ".join(b.text for b in (await who.card("file")).blocks if isinstance(b, Text))


def listed(blocks: object) -> list[str]:
    assert isinstance(blocks, tuple)
    return [item for b in blocks if isinstance(b, Steps) and "iles" in b.title for item in b.items]


async def test_a_file_is_acknowledged_at_once_and_fetched_only_afterwards(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    reply = await a_picture(office.nadia, there)
    assert "post.png" in reply.text
    assert there.asked == []
    assert (await models.SentFile.get()).state == "wanted"
    assert listed((await office.nadia.card("conversation")).blocks) == ["post.png (1 KB)"]
    await office.app.keeper.fetch_due()
    row = await models.SentFile.get()
    assert (row.state, row.size, row.digest) == ("kept", len(PNG), hashlib.sha256(PNG).hexdigest())
    assert await office.app.keeper.read(row.id) == PNG


@pytest.mark.parametrize("size", [1, 512 * 1024 - 1, 512 * 1024, 3 * 512 * 1024 + 1, LARGEST])
async def test_what_was_kept_is_given_back_to_the_byte(office: Office, there: Platform, size: int) -> None:
    body = (bytes(range(1, 256)) * (size // 255 + 1))[:size]
    there.files["F1"] = body
    await office.nadia.says("boost")
    await sends(office.nadia, SentFile("F1", "notes.txt", "text/plain", size))
    await office.app.keeper.fetch_due()
    row = await models.SentFile.get()
    assert row.state == "kept"
    assert await office.app.keeper.read(row.id) == body


async def test_what_a_crash_left_unfetched_is_fetched_by_the_next_process(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    after = compose(Parts(office.app.settings, office.clock, system_ids), packs())
    platform(Office(after, office.clock)).files = there.files
    await after.keeper.fetch_due()
    assert (await models.SentFile.get()).state == "kept"


async def test_what_a_crash_left_half_fetched_is_fetched_again_once_nobody_can_have_it_in_hand(
    office: Office, there: Platform
) -> None:
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    [held] = await office.app.keeper.shelf.due(MORNING, 5)
    assert await office.app.keeper.shelf.claim(held, MORNING + timedelta(minutes=3))
    await models.SentFilePart.create(council="suffolk", file_id=held.id, copy="died", number=0, body=b"half")
    await office.app.keeper.fetch_due()
    assert there.asked == []
    office.clock.move(timedelta(minutes=4))
    await office.app.keeper.fetch_due()
    assert await office.app.keeper.read(held.id) == PNG
    assert await models.SentFilePart.all().count() == 1


async def test_two_processes_that_look_at_once_fetch_a_file_once(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    [held] = await office.app.keeper.shelf.due(MORNING, 5)
    later = MORNING + timedelta(minutes=3)
    assert [await office.app.keeper.shelf.claim(held, later) for _ in range(2)] == [True, False]


async def test_a_platform_that_asks_to_wait_is_asked_again_then(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    there.trouble = [BUSY]
    await office.app.keeper.fetch_due()
    await office.app.keeper.fetch_due()
    assert len(there.asked) == 1
    office.clock.move(timedelta(seconds=91))
    await office.app.keeper.fetch_due()
    assert (await models.SentFile.get()).state == "kept"
    assert await office.nadia.cards("file") == []


async def test_a_platform_that_stays_away_is_given_up_and_the_sender_is_told(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    there.trouble = [BUSY] * 50
    for _ in range(20):
        await office.app.keeper.fetch_due()
        office.clock.move(timedelta(hours=2))
    assert (await models.SentFile.get()).state == "refused"
    assert "post.png" in await told(office.nadia)


async def test_a_file_that_a_bug_keeps_from_coming_is_given_up_too_and_the_sender_is_told(
    office: Office, there: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(account: Account, file: SentFile) -> bytes:
        raise UnicodeError(file.id)

    monkeypatch.setattr(there, "fetch", broken)
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    for _ in range(20):
        await office.app.keeper.fetch_due()
        office.clock.move(timedelta(hours=2))
    assert (await models.SentFile.get()).state == "refused"
    assert "post.png" in await told(office.nadia)


async def test_a_file_that_a_bug_keeps_from_coming_is_said_to_be_on_its_way_to_whoever_asks_for_it(
    office: Office, there: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(account: Account, file: SentFile) -> bytes:
        raise UnicodeError(file.id)

    monkeypatch.setattr(there, "fetch", broken)
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    with pytest.raises(ChannelError) as refused:
        await office.app.keeper.read((await models.SentFile.get()).id)
    assert not refused.value.permanent


async def test_whose_file_is_gone_on_the_platform_is_told_what_to_do(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    there.files.clear()
    await office.app.keeper.fetch_due()
    said = await told(office.nadia)
    assert "post.png" in said
    assert "link" in said
    assert "post.png" not in (await office.nadia.card("file")).summary
    assert listed((await office.nadia.card("conversation")).blocks) == ["post.png (could not be kept)"]


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("empty.png", b"", "empty"),
        ("post.png", b"MZ" + b"\0" * 90, "content"),
        ("huge.txt", b"x" * (LARGEST + 1), "too_large"),
    ],
)
async def test_what_turns_out_to_be_something_else_is_not_kept_and_the_sender_is_told(
    office: Office, there: Platform, name: str, body: bytes, why: str
) -> None:
    await office.nadia.says("boost")
    there.files["F1"] = body
    await sends(office.nadia, SentFile("F1", name, "image/png"))
    await office.app.keeper.fetch_due()
    row = await models.SentFile.get()
    assert (row.state, row.why) == ("refused", why)
    assert await models.SentFilePart.all().count() == 0
    assert name in await told(office.nadia)


@pytest.mark.parametrize(
    "sent", [SentFile("F1", "run.exe", "image/png", 10), SentFile("F1", "a.png", "image/png", LARGEST + 1)]
)
async def test_what_can_be_seen_to_be_wrong_is_refused_at_once_and_never_fetched(
    office: Office, there: Platform, sent: SentFile
) -> None:
    await office.nadia.says("boost")
    reply = await sends(office.nadia, sent)
    assert reply.tone == "warn"
    assert sent.name in reply.text
    assert "link" in reply.text
    await office.app.keeper.fetch_due()
    assert there.asked == []


async def test_the_same_event_and_the_same_file_again_are_one_file(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    there.files["F1"] = PNG
    sent = SentFile("F1", "post.png", "image/png", len(PNG))
    replies = [await sends(office.nadia, sent, event=event) for event in ("E1", "E1", "E2")]
    assert len({r.text for r in replies}) == 1
    assert await models.SentFile.all().count() == 1


async def test_a_name_with_folders_and_hidden_signs_is_kept_as_a_name_alone(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    reply = await a_picture(office.nadia, there, "../..\\etc\u202e\r\n/po\0st.png")
    assert "I have your file post.png." in reply.text
    assert (await models.SentFile.get()).name == "post.png"


async def test_no_more_than_ten_files_are_taken(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    many = [SentFile(f"F{n}", f"{n}.png", "image/png", 10) for n in range(MOST + 5)]
    reply = await sends(office.nadia, *many)
    assert "ten" in reply.text
    assert await models.SentFile.filter(state="wanted").count() == MOST
    assert "ten" in (await sends(office.nadia, SentFile("more", "more.png", "image/png", 10))).text


async def test_nothing_is_kept_that_nobody_asked_for(office: Office, there: Platform) -> None:
    reply = await a_picture(office.nadia, there)
    assert "asked" in reply.text
    assert await models.SentFile.all().count() == 0
    reply = await sends(office.nadia, SentFile("F7", "a.png"), text="Can I post a photo of children?")
    assert "not kept" in reply.text
    assert await models.SentFile.all().count() == 0


async def test_files_beside_the_words_that_begin_a_guide_are_kept_with_it(office: Office, there: Platform) -> None:
    reply = await sends(office.nadia, SentFile("F1", "a.png", size=len(PNG)), text="I want to report a colleague")
    assert "I have your file a.png." in reply.text
    assert (await models.SentFile.get()).ref == (await models.Conversation.get()).id


async def test_where_a_link_is_asked_for_a_file_is_the_answer_and_is_kept_too(office: Office, there: Platform) -> None:
    nadia = office.nadia
    await nadia.says("boost")
    await nadia.press("Facebook")
    await nadia.press("Yes")
    await nadia.press("Continue", answer="LIB-2041")
    await nadia.press("No")
    assert "post.png" in (await a_picture(nadia, there)).text
    conversation = await models.Conversation.get()
    assert conversation.answers["post_link"][0] == "https://files.example.org/post.png"
    assert (await models.SentFile.get()).ref == conversation.id


@pytest.mark.parametrize("label", ["Stop", "Start again"])
async def test_files_of_what_is_given_up_are_erased(office: Office, there: Platform, label: str) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    await a_picture(office.nadia, there)
    await office.app.keeper.fetch_due()
    await office.nadia.press(label)
    assert await models.SentFile.all().count() == 0
    assert await models.SentFilePart.all().count() == 0


async def test_a_file_that_is_erased_while_it_is_fetched_stays_erased(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    [held] = await office.app.keeper.shelf.due(MORNING, 5)
    await office.nadia.press("Stop")
    assert not await office.app.keeper.shelf.store(held, PNG, MORNING)
    assert await models.SentFilePart.all().count() == 0


async def test_what_is_sent_from_a_guide_belongs_to_the_request(office: Office, there: Platform) -> None:
    await office.nadia.says("boost")
    await a_picture(office.nadia, there)
    await asks_for_a_boost(office.nadia)
    case = await models.Case.get()
    row = await models.SentFile.get()
    assert (row.about, row.ref) == ("case", case.id)
    assert listed((await office.tobias.card("case")).blocks) == ["post.png (1 KB)"]
