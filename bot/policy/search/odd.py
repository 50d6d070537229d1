"""PURE: what cannot be taken as a plain question to this council: nothing, too much, another tongue, a trick."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bot.policy.search.words import words

LONGEST = 1000
SAID = {
    "empty": "There is no question yet. Ask in a sentence, such as: Can I use a photo of a child?",
    "too_long": f"That is too long for me. Ask one thing at a time, in at most {LONGEST:,} letters.",
    "no_words": "I can only read words. Ask in a sentence, such as: Can I use a photo of a child?",
    "language": "I can only read English. Please ask again in English, or ask the {who}.",
    "trick": (
        "I only look things up in the policy, and nothing in a question changes how. "
        "Ask the question alone, and I will show what the policy says."
    ),
}
# Who tells of people who ignore the rules asks about the rules; who tells the bot to ignore them does not.
SOMEBODY = "".join(
    rf"(?<!\b{who} )" for who in ("i", "we", "they", "he", "she", "someone", "somebody", "people", "staff")
)
TRICKS = re.compile(
    SOMEBODY + r"\b(ignore|forget|disregard|override|bypass|skip|drop)\b[^.?!]{0,30}"
    r"\b(your|all|any|the|previous|prior|above|earlier|these|those|my)\b[^.?!]{0,30}"
    r"\b(rules?|instructions?|prompts?|guidelines?|polic(?:y|ies)|training|restrictions?|limits?|safeguards?)\b"
    r"|\bsystem\s*(prompt|message)|\b(you are|you're|act as|behave as) (now|a|an|if you)\b"
    r"|\bpretend (you|to be an? (ai|bot))"
    r"|\b(jailbreak|developer mode|dan mode|do anything now|prompt injection)\b"
    r"|\b(reveal|print|show|repeat|output|tell me) (me )?(your|the) "
    r"(system|hidden|secret|initial|prompt|instructions?|api|admin)"
    r"|\bnew instructions?\s*:|<\|?/?(system|im_start|assistant)|\[/?inst\]|\bfrom now on you\b"
    r"|\bno (longer )?restrictions\b"
    r"|\bdrop table\b|\bselect \* from\b|<script",
    re.IGNORECASE,
)
FEW_WORDS = 2


@dataclass(frozen=True)
class Tongues:
    """Small words by language, and what tells English."""

    small: Mapping[str, frozenset[str]]
    english: Callable[[str], bool]


def oddity(text: str, tongues: Tongues) -> str:
    """The key in SAID of what is odd about a question, or nothing where it can be looked up."""
    if not text.strip():
        return "empty"
    if len(text) > LONGEST:
        return "too_long"
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return "no_words"
    if TRICKS.search(text):
        return "trick"
    if not_latin(letters) or other_tongue(text, tongues):
        return "language"
    return "" if words(text) else "no_words"


def not_latin(letters: Collection[str]) -> bool:
    """Whether most letters belong to another script."""
    foreign = sum(1 for c in letters if not unicodedata.name(c, "").startswith(("LATIN", "FULLWIDTH LATIN")))
    return foreign * 2 > len(letters)


def other_tongue(text: str, tongues: Tongues) -> bool:
    """Whether more of the words belong to one other language than to English."""
    said = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.casefold().replace("’", "'"))
    strange = [w for w in said if not tongues.english(w)]
    english = len(said) - len(strange)
    most = max((sum(1 for w in said if w in small) for small in tongues.small.values()), default=0)
    # Names of networks and words such as `i` or `post` are known in any language: half and half is not English.
    foreign = max((sum(1 for w in strange if w in small) for small in tongues.small.values()), default=0)
    return (
        (most >= FEW_WORDS and len(strange) > english)
        or (foreign >= FEW_WORDS and len(strange) == english)
        or (most > 0 and english == 0 and len(said) > FEW_WORDS)
    )
