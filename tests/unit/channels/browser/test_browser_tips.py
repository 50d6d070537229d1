"""What a newcomer is told in the practice room: where to begin, and what each budget code leads to."""

from bot.channels.browser.tips import CODES, TIPS
from bot.conversations.typed import meaning
from bot.people.sample_people import SITTERS, sample
from flows import find
from tests.unit.channels.browser.drawings import page_with


def test_everybody_who_sits_in_the_room_is_introduced() -> None:
    assert {user for user, _ in SITTERS} == set(TIPS)
    assert all(tip.lead and tip.text for tip in TIPS.values())


def test_the_codes_to_try_are_those_of_the_sample_people() -> None:
    assert {code for code, _ in CODES} == {code.code for code in sample().codes}


def test_every_message_that_is_offered_starts_a_guide() -> None:
    offered = [text for tip in TIPS.values() for _, text in tip.starters]
    assert offered
    assert all(meaning(text, find().values()).flow for text in offered)


def test_the_page_explains_itself_without_a_script() -> None:
    guide = page_with().one("details", id="guide")
    assert "What to try" in guide.one("summary").text
    for code, _ in CODES:
        assert code in guide.text
