"""Files in Slack from whoever sends them to whoever decides, on the real application."""

from bot.storage import models
from tests.e2e.slack.office import SlackOffice
from tests.e2e.slack.walking import asks_for_a_boost
from tests.fakes.slack.person import Person

COPIES = "Send me the files"
PICTURE = b"\xff\xd8\xff the post as it stood"


def got(office: SlackOffice, who: Person) -> list[bytes]:
    """The files that the bot has put into somebody's direct messages."""
    mine = [m for m in who.direct.messages if m.files and m.bot_id]
    return [office.slack.state.uploads[f["id"]].body for m in mine for f in m.files]


async def with_a_picture(office: SlackOffice) -> None:
    nadia = office.nadia
    await nadia.says("boost")
    await nadia.says("", files=(office.slack.put(nadia.id, "post.jpg", PICTURE),))
    await nadia.sees("I have your file post.jpg")
    await asks_for_a_boost(office)


async def test_a_picture_reaches_whoever_decides_though_only_its_sender_could_open_it_in_slack(
    slack_office: SlackOffice,
) -> None:
    await with_a_picture(slack_office)
    await slack_office.app.keeper.fetch_due()
    await slack_office.settled()
    await slack_office.tobias.sees("post.jpg")
    await slack_office.tobias.press(COPIES)
    await slack_office.settled()
    assert got(slack_office, slack_office.tobias) == [PICTURE]
    assert (await models.Entry.get(kind="files_opened")).actor == (await slack_office.person("tobias")).id


async def test_a_picture_that_slack_no_longer_has_is_told_to_its_sender_alone(slack_office: SlackOffice) -> None:
    await with_a_picture(slack_office)
    file = (await models.SentFile.get()).source
    slack_office.slack.state.uploads[file].standing = "deleted"
    await slack_office.app.keeper.fetch_due()
    await slack_office.settled()
    await slack_office.nadia.sees("I could not keep the file post.jpg")
    assert "could not keep the file" not in " ".join(slack_office.tobias.texts())
    await slack_office.tobias.press(COPIES)
    await slack_office.settled()
    assert got(slack_office, slack_office.tobias) == []


async def test_delivery_fetches_what_was_sent_by_itself(delivering: SlackOffice) -> None:
    delivering.carried = True
    await delivering.nadia.says("boost")
    await delivering.nadia.says("", files=(delivering.slack.put(delivering.nadia.id, "post.jpg", PICTURE),))
    await delivering.slack.until(lambda: delivering.slack.made("files-pri"))
    row = await models.SentFile.get()
    assert await delivering.app.keeper.read(row.id) == PICTURE
