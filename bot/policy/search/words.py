"""PURE: text as words to compare: one spelling, one case, stems, and what slips of the finger were meant for."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
_AMERICAN = re.compile(r"(?<=[a-z]{3})iz(?=e|ing|ation)")


def _each(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Said in any question and in any text; they tell nothing about what is meant.
EMPTY = _each("""
    a an the of to for is are was were be been being am do does did doing have has had having will would shall should
    could can may might must it its this that these those there here and or but if so than then just please also very
    really any some such i'm i've i'd i'll we we're we've we'd we'll you your you're you've you'd you'll they them their
    they're they've they'd they'll he he'd he'll she she'd she'll it'll who've who'd who'll his her him me us yes ok
    okay hi hello thanks thank let lets going gonna one thing things something anything ever still even
""")
# As EMPTY, but words of a phrase: "at work", "who runs", "my own".
LINKS = _each("""
    in on at by with from as into onto about over out up off down my our own who whom whose what which when where why
    help how not no don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't can't couldn't won't wouldn't
    shouldn't mustn't needn't ain't i get got getting want need like know think say
""")
# Typed in haste: the same without the apostrophe, but for what is another word then.
OTHERS = _each("ill well were wed shell hell shed id")
HASTY = {
    **{w.replace("'", ""): w for w in EMPTY | LINKS if "'" in w and w.replace("'", "") not in OTHERS},
    **{f"{w}s": w for w in _each("what who where how that there here he she")},
}
# fmt: off
# Words that the stemmer would take for others: it makes one of polite and political, of author and authority.
APART = {
    **{w: said for said, ways in {
        "accessible": "accessible accessibility", "accountable": "accountable accountability",
        "authority": "authority authorities", "business": "business businesses", "careful": "careful carefully",
        "celebrity": "celebrity celebrities", "emergency": "emergency emergencies", "internal": "internal internally",
        "political": "political politically politics", "positive": "positive positively",
        "responsible": "responsible responsibly responsibility responsibilities",
        "influencer": "influencer influencers", "secondment": "seconded secondment secondments",
        "university": "university universities",
    }.items() for w in ways.split()},
    **{w: w.removesuffix("s") for one in (
        "officer", "manager", "reporter", "department", "consultant", "consultation", "publication", "directorate",
        "applicant", "conservative", "objective", "relative",
    ) for w in (one, f"{one}s")},
    **{w: w for w in (
        "friendly", "personal", "publicity", "personally", "leaving", "informal", "fired", "bitly", "hospitality",
        "several",
    )},
}
# fmt: on
SHORTEST_SLIP = 5
LONG = 8  # a wrong letter in a shorter word too often makes another word: court and count


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one word in the spelling that `words` gives."""
    return APART.get(word) or str(_STEMMER.stemWord(word))


def words(text: str) -> list[str]:
    """The words of a text in order: small letters, British endings, no accents, no possessive s."""
    plain = text.lower() if text.isascii() else _plain(text)
    return [HASTY.get(w, w.removesuffix("'s")) for w in _WORD.findall(_AMERICAN.sub("is", plain))]


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'")).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


def stems(text: str) -> list[str]:
    """The stems of all words that are not EMPTY, in order; those of LINKS included."""
    return [stem(w) for w in words(text) if w not in EMPTY]


def telling(found: Iterable[str]) -> list[str]:
    """Of stems, those that tell something by themselves."""
    return [s for s in found if s not in LINKS]


def corrected(given: Iterable[str], known: Mapping[str, frozenset[str]], right: Collection[str] = ()) -> list[str]:
    """The words with slips put right; `known` holds the words of the trade by first letter, `right` what is no slip."""
    return [w if w in right else _meant(w, known.get(w[:1], frozenset())) for w in given]


def _meant(word: str, known: frozenset[str]) -> str:
    if len(word) < SHORTEST_SLIP or word in known or word in EMPTY or word in LINKS or stem(word) in known:
        return word
    near = sorted(w for w in known if abs(len(w) - len(word)) <= 1 and len(w) >= SHORTEST_SLIP and _one_slip(word, w))
    return near[0] if near else word


def _one_slip(one: str, other: str) -> bool:
    """Whether a single letter too much, too few, wrong, or swapped with its neighbour makes one word of the other."""
    if len(one) < len(other):
        one, other = other, one
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))
    if len(one) > len(other):
        return one[start + 1 :] == other[start:]
    swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    return swapped or (len(one) >= LONG and one[start + 1 :] == other[start + 1 :])
