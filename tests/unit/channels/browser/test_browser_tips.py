"""What a newcomer is told in the practice room: where to begin, what to ask, and what each budget code leads to."""

from dataclasses import replace

from bot.channels.browser.tips import ANYBODY, Guide, Tip
from tests.unit.channels.browser.drawings import page_with

HERE = Guide(
    "Ambridge Council",
    {"amira": Tip("Start as Amira", "She asks.", ("May I <b>?",), (("Boost a post", "start boost"),))},
    ("First, ask.", "Then decide."),
    (("LIB-1", "Grace is asked."),),
    ("borchester",),
)


def test_the_page_says_whose_practice_room_it_is() -> None:
    assert "Ambridge Council" in page_with(guide=HERE).one("h1").text


def test_the_page_explains_itself_without_a_script() -> None:
    shown = page_with(guide=HERE).one("details", id="guide")
    assert "What to try" in shown.one("summary").text
    for words in ("First, ask.", "Then decide.", "LIB-1", "Grace is asked.", "commsdesk demo --council borchester"):
        assert words in shown.text


def test_a_council_without_budget_codes_is_offered_none() -> None:
    assert "Budget codes" not in page_with(guide=replace(HERE, codes=())).one("details", id="guide").text


def test_one_press_asks_a_question_or_begins_a_guide() -> None:
    chat = page_with(guide=HERE).one("section", id="chat-amira")
    sent = [field.attrs["value"] for field in chat.all("input") if field.attrs["name"] == "text"]
    assert sent == ["May I <b>?", "start boost"]


def test_whoever_has_no_tip_is_told_to_write() -> None:
    assert ANYBODY.lead in page_with(guide=HERE).one("section", id="chat-grace").text
