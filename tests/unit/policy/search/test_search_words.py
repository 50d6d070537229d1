"""Words, slips of the finger and concepts."""

import pytest

from bot.policy.search.lexicon import made
from bot.policy.search.words import corrected, stems, words

KINDS = {"delete": "decisive", "photo": "topic", "tax": "elsewhere", "council": "broad"}
LEXICON = made(
    KINDS,  # type: ignore[arg-type]  # literals
    [("delete", "delete comment"), ("photo", "photo"), ("tax", "council tax"), ("council", "council")],
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Photos", "photo"),
        ("organize", "organise"),
        ("the colleague’s POSTS", "colleague post"),
        ("café", "cafe"),
        ("two-factor", "two factor"),
    ],
)
def test_words_that_mean_the_same_have_the_same_stems(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(("one", "other"), [("polite", "political"), ("officer", "office"), ("business", "busy")])
def test_words_that_the_stemmer_alone_would_mix_up_stay_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pasword", "password"),
        ("fsat", "fsat"),
        ("critisism", "criticism"),
        ("court", "court"),
        ("passwrod", "password"),
    ],
)
def test_a_slip_in_a_long_word_is_put_right_and_another_word_is_left_alone(typed: str, meant: str) -> None:
    known = {"p": frozenset({"password"}), "c": frozenset({"criticism", "count"}), "f": frozenset({"fast"})}
    assert corrected([typed], known) == [meant]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("can I delete a rude comment", ["delete"]),
        ("comments that we deleted", ["delete"]),
        ("delete it; then she wrote another long and friendly comment", []),
        ("my council tax bill", ["tax"]),
        ("the council took a photo", ["council", "photo"]),
    ],
)
def test_the_longest_phrase_is_recognised_with_its_words_near_each_other(text: str, found: list[str]) -> None:
    assert sorted(LEXICON.concepts(stems(text))) == sorted(found)


def test_marks_and_emoji_are_no_words() -> None:
    assert words("😀 ?! £ …") == []
