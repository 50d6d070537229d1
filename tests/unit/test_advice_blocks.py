"""The parts of a card that say what is our own advice, and where a policy disagrees with itself."""

from bot.citing import disagreements, our_advice
from bot.messages import Citations, Steps, Text

ONE = {"sections": ["6.1", {"section": "9.11"}, "6.1"], "note": "Two ways.", "follow": "Do both."}


def test_our_own_advice_is_one_list_in_no_order_and_says_whose_it_is() -> None:
    (listed,) = our_advice(["Wait.", "Ask."], " to Nadia")
    assert isinstance(listed, Steps)
    assert (listed.items, listed.numbered) == (("Wait.", "Ask."), False)
    assert "to Nadia" in listed.title
    assert our_advice([]) == ()


def test_one_contradiction_is_said_in_full_with_each_of_its_sections_once() -> None:
    (said,) = disagreements([ONE])
    assert isinstance(said, Text)
    assert "6.1 and 9.11" in said.text
    assert said.text.endswith("Two ways. Do both.")


def test_several_contradictions_are_counted_and_each_can_be_read() -> None:
    three = {**ONE, "sections": ["1", "2", "3"]}
    counted, folded = disagreements([ONE, three])
    assert isinstance(counted, Text)
    assert "in 2 places" in counted.text
    assert isinstance(folded, Citations)
    assert [c.section for c in folded.items] == ["6.1 and 9.11", "1, 2 and 3"]
    assert all(c.says == "Two ways. Do both." for c in folded.items)


def test_nothing_is_said_where_nothing_disagrees() -> None:
    assert disagreements([]) == ()
