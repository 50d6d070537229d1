"""What Teams would not show is said before it is sent, a sentence each; what it shows is left in peace."""

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.teams.limits import faults
from tests.unit.channels.teams.broken_cards import AGAIN, BROKEN, PARTS, WHOLE, card, message, words


@pytest.mark.parametrize("name", PARTS)
def test_a_part_as_teams_has_it_is_taken(name: str) -> None:
    assert faults(card(PARTS[name])) == []


def test_all_of_them_together_are_taken_in_a_message_with_what_the_connector_adds() -> None:
    made = card(*PARTS.values(), refresh={"action": AGAIN, "userIds": ["29:1"]})
    attached = [{"contentType": "application/vnd.microsoft.card.adaptive", "content": made}]
    assert faults(message(attachments=attached, replyToId="1", conversation={"id": "a"})) == []


def test_a_message_of_words_alone_and_one_that_hands_a_file_over_are_taken() -> None:
    assert faults({"type": "message", "text": "Words", "textFormat": "plain"}) == []
    consent = {"contentType": "application/vnd.microsoft.teams.card.file.consent", "content": {}, "name": "a.csv"}
    assert faults(message(attachments=[consent])) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_part_that_teams_would_not_show_is_named_in_a_sentence(name: str) -> None:
    kind, broken = BROKEN[name]
    made = card(PARTS[kind])
    broken(made["body"][0])
    found = faults(made)
    assert found
    assert all(f.endswith(".") for f in found)


@pytest.mark.parametrize("name", WHOLE)
def test_a_card_or_message_that_teams_would_not_take_is_told_apart(name: str) -> None:
    assert faults(WHOLE[name])


def test_size_is_counted_in_utf_16() -> None:
    assert faults(card(*[words("a" * 1_000)] * 36)) == []
    assert faults(card(*[words("👩" * 1_000)] * 18)) == []
    assert any("bytes" in f for f in faults(card(*[words("👩" * 1_000)] * 21)))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from([*PARTS, "message", "1.5"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "body", "items", "inlines", "actions", "card", "attachments", "data"]),
            inner,
            max_size=4,
        )
        | inner.map(lambda one: {**copy.deepcopy(PARTS["unfolds"]), "actions": one})
        | inner.map(lambda one: {"type": "AdaptiveCard", "body": one, "refresh": one})
    ),
    max_leaves=15,
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(ANYTHING)
def test_no_json_whatever_makes_the_check_itself_fail(payload: Any) -> None:
    assert all(isinstance(fault, str) for fault in faults(payload))
