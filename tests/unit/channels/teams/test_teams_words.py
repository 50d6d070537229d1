"""What people write in Teams, as plain words: nothing of Teams' markup, all of their own."""

from typing import Any

import pytest

from bot.channels.teams.reading.wire import Activity, read
from bot.channels.teams.reading.words import plain, said

TENANT = "11111111-1111-4111-8111-111111111111"
BOT = {"id": "28:bot", "name": "Comms Desk"}


def activity(**parts: Any) -> Activity:
    """A message of somebody's."""
    return read({
        "type": "message", "id": "1", "serviceUrl": "https://smba.example/", "channelId": "msteams", "recipient": BOT,
        "from": {"id": "29:1", "aadObjectId": TENANT}, "conversation": {"id": "a:1", "tenantId": TENANT}, **parts,
    })  # fmt: skip


def mention(text: str, who: dict[str, str] = BOT) -> dict[str, Any]:
    return {"type": "mention", "text": text, "mentioned": who}


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("may I?", "may I?"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<div>one<br>two<br/>three</div>", "one\ntwo\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ('see <a href="https://x.example/a?b=1&amp;c=2">this</a>', "see https://x.example/a?b=1&c=2"),
        ('<a href="mailto:amira@council.example">amira@council.example</a>', "amira@council.example"),
        ('<a title="x" href="https://x.example" id="y"><b>th</b>is</a> or <a>that</a>', "https://x.example or that"),
        ('<a href="https://x.example">open <a href="https://y.example">closed</a>', "open https://y.example"),
        ("<at>Amira Khan</at> said so", "Amira Khan said so"),
        ("I <3 this, 2 < 3 > 1", "I <3 this, 2 < 3 > 1"),
        ("  much\u00a0&nbsp; room ", "much room"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_is_taken_away_and_words_stay(written: str, read_as: str) -> None:
    assert plain(written) == read_as


@pytest.mark.parametrize("piece", ['<a href="">', "<a ", '<a href="" ', "<a href=", "</a", "<p", "&lt;", "<a></b>"])
def test_a_hostile_text_as_long_as_a_body_may_be_is_read_to_its_end(piece: str) -> None:
    # One that is looked through again from each place where a link might begin would take many minutes.
    assert plain(piece * (1_000_000 // len(piece)) + " the end").endswith("the end")


def test_the_bots_own_mention_is_left_out_and_others_stay() -> None:
    text = "<at>Comms Desk</at> ask <at>Amira</at>: may I?"
    entities = [mention("<at>Comms Desk</at>"), mention("<at>Amira</at>", {"id": "29:2"}), {"type": "clientInfo"}]
    assert said(activity(text=text, entities=entities)) == "ask Amira: may I?"


def test_words_that_come_as_html_alone_are_read_there() -> None:
    html = {"contentType": "text/html", "content": "<p>may I?</p>"}
    assert said(activity(text=None, attachments=[html])) == "may I?"
    assert said(activity(attachments=[{"contentType": "image/png"}, "what", None])) == ""
