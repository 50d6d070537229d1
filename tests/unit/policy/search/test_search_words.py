"""Words, slips of the finger and concepts."""

import pytest
import snowballstemmer
from snowballstemmer.english_stemmer import EnglishStemmer

from bot.policy.packs import OWN
from bot.policy.search.files import lexicon_in
from bot.policy.search.lexicon import made, phrase
from bot.policy.search.words import corrected, stems, telling, words

KINDS = {"delete": "decisive", "photo": "topic", "tax": "elsewhere", "council": "broad"}
LEXICON = made(
    KINDS,  # type: ignore[arg-type]  # literals
    [
        phrase("delete", "delete comment"),
        phrase("photo", "photo"),
        phrase("tax", "council tax"),
        phrase("council", "council"),
    ],
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


@pytest.mark.parametrize("typed", ["dont", "cant", "im", "whats", "havent", "isnt", "youve", "whos", "wont", "didnt"])
def test_small_words_typed_without_their_apostrophe_are_still_small(typed: str) -> None:
    assert telling(stems(typed)) == []


@pytest.mark.parametrize("typed", ["ill", "well", "shed", "wed", "hell", "shell", "id"])
def test_words_that_only_look_like_small_ones_without_an_apostrophe_tell_something(typed: str) -> None:
    assert telling(stems(typed)) == [typed]


APART = (
    "polite political, officer office, businesses busy, authorities author, accountable account, careful care, "
    "celebrity celebration, emergency emerging, internal interns, positive position, responsibly response, "
    "secondment second, universities universal, conservatives conservation, objective objection, relatives related, "
    "hospitality hospital, several severe, general generate, organ organise, community communicate, policy police, "
    "personal personnel, official office, influencer influence"
)


@pytest.mark.parametrize(("one", "other"), [tuple(pair.split()) for pair in APART.split(", ")])
def test_words_that_the_stemmer_alone_would_mix_up_stay_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


NO_SLIPS = "brought contrast hopeless country influence patent pretty field though through regarding trainer seeking"


@pytest.mark.parametrize("typed", NO_SLIPS.split())
def test_a_common_word_is_never_taken_for_a_slip_of_another(typed: str) -> None:
    lexicon = lexicon_in(OWN)
    assert corrected([typed], lexicon.words, lexicon.right) == [typed]


def test_a_word_that_is_no_slip_is_left_alone_beside_one_that_it_could_be_taken_for() -> None:
    known = {"b": frozenset({"bought"})}
    assert (corrected(["brought"], known), corrected(["brought"], known, {"brought"})) == (["bought"], ["brought"])


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


def test_the_fast_stemmer_and_the_one_in_pure_python_agree_on_every_word_of_the_trade() -> None:
    plain = EnglishStemmer()
    lexicon = lexicon_in(OWN)
    known = {word for some in lexicon.words.values() for word in some}
    assert known
    assert [w for w in sorted(known) if snowballstemmer.stemmer("english").stemWord(w) != plain.stemWord(w)] == []
