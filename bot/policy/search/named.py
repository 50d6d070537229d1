"""PURE: whom a question names: another council, or a person; neither is ever looked up."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

PRODUCT = ("Suffolk", "Cannock Chase", "Cannock", "St Helens", "St. Helens", "Knowsley Town", "Knowsley")
KINDS = r"(?:town|parish|county|city|borough|district|metropolitan|mbc|council|council's)"


def _each(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Before the name of another council: what comes from it or is done with it, and is not asked about.
WITH = _each(
    "from with share sharing shared retweet retweeted tag tagging follow follows following by repost like liked used "
    "worked left partner partners joining quote quoting reply replying to"
)
HERE = re.compile(r"\b(here|we|us|our|ours|i|my|me)\b", re.IGNORECASE)
FACTS = re.compile(r"(who|what|where|when|how old|is|are|was|has|have|did|does|find|look|tell|show)\b", re.IGNORECASE)
# What anybody may or has to do is asked of the policy, whoever is named with it.
ALLOWED = re.compile(
    r"\b(can|may|must|should|needs?|allowed|permission|ok|okay|alright|fine|ha(?:s|ve) (?:got )?to"
    r"|what (?:if|happens))\b",
    re.IGNORECASE,
)
THEY = re.compile(r"\b(they|them|their)\b", re.IGNORECASE)
CLAUSE = re.compile(r"[,.;:?!]|\bbut\b|\bso\b")
TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Rev)\.? +(?:(?!Teams\b)[A-Z][a-z'’-]+|[A-HJ-Z]\b)"
    r"|\bmrs?\.? +[a-z][a-z'’-]*"
)
COUNCILLOR = re.compile(r"(?:Cllr|Councillor)\b")
# Every word with the one behind it.
NAME = re.compile(r"\b([A-Za-z]+)\b(?=(?:\s+([A-Za-z][A-Za-z'’-]*))?)")
POLICY = re.compile(r"\s*(?:'s|’s|s')?\s*(?:policy|rules?|protocol|guidance|guidelines?)\b", re.IGNORECASE)
# A council of the other kind in the same place, by what it is called there: its rules, or what it says and does.
TOWN, BOROUGH = r"(?:town|parish) council|ktc", r"borough(?: council)?|k?mbc|metropolitan council"
ITS_RULES = (
    r"\b(?:do|does|did|would)\s+(?:the\s+)?(?P<asked>{who})\b(?!\s+(?:account|page|staff))"
    r"|\b(?P<ruled>{who})(?:'s|’s)?\s+(?:social media\s+)?(?:polic(?:y|ies)|rules?|protocol|guidance)\b"
    r"|\b(?:policy|rules?|protocol|guidance)\s+(?:for|of|at|from)\s+(?:the\s+)?(?P<held>{who})\b"
)
# By whether it is a town council that is asked.
NEIGHBOURS = {
    asked: re.compile(ITS_RULES.format(who=who), re.IGNORECASE) for asked, who in ((True, BOROUGH), (False, TOWN))
}
INITIALS = re.compile(r"\bktc\b", re.IGNORECASE)
LETTERS = {"mbc": "MBC"}
SHORT = 4  # such a name is letters: KTC, MBC
RULED = {
    "council": "I answer for {own} only, so I can't say what {other} does.",
    "person": "I can't say anything about a named person. I only know what the policy says.",
}
TURN_TO = "To ask more, turn to the {who}."


@dataclass(frozen=True)
class Named:
    """What a question names, and what is left to look up: nothing where the question is about that alone."""

    told: tuple[str, ...]
    left: str
    about: str = ""


@dataclass(frozen=True)
class Names:
    """Names by which councils and people are known; `ours` is this council's own, `councils` those of others here.

    `written` gives a place in capitals where they belong, by the place in small letters.
    """

    places: re.Pattern[str]
    given: Collection[str]
    ours: str
    known: Callable[[str], bool]
    councils: Collection[str] = ()
    written: Mapping[str, str] = field(default_factory=dict)

    def titled(self, found: re.Match[str]) -> str:
        """A council as it is properly written, however it was typed."""
        place = re.sub(r"\s+", " ", found["place"])
        kind = found["kind"].casefold().removesuffix("'s").split()
        return " ".join([self.written.get(place.casefold(), place), *(LETTERS.get(k, k.capitalize()) for k in kind)])


def places(names: Collection[str]) -> re.Pattern[str]:
    """Finds any of these places with the kind of council behind it; longer names first."""
    listed = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(rf"\b(?P<place>{listed})\b(?P<kind>(?:\s+{KINDS})*)", re.IGNORECASE)


def named(text: str, names: Names) -> Named:
    """Whom the question names beside this council, and what of it can still be looked up."""
    told: list[str] = []
    if town := "town" in names.ours.casefold().split():
        text = INITIALS.sub("the town council", text)
    left, about = text, ""
    for found in names.places.finditer(text):
        if _other(found, names) and _council(text, found, names) and not _with(text, found):
            told = [RULED["council"].format(own=names.ours, other=names.titled(found))]
            left, about = left.replace(found[0], " ") if _asks_here(text, found) else "", "other_council"
    if not about and (next_door := NEIGHBOURS[town].search(text)):
        called = next(filter(None, next_door.groups()))
        other = called.upper() if called.isalpha() and len(called) <= SHORT else f"the {called}"
        told = [RULED["council"].format(own=names.ours, other=other)]
        left, about = text.replace(next_door[0], " ") if _asks_here(text, next_door) else "", "other_council"
    if person := _person(text, names):
        told.append(RULED["person"])
        left, about = "" if _about_them(text) else _without(person, left), about or "person"
    return Named(tuple(told), left.strip(), about)


def _other(found: re.Match[str], names: Names) -> bool:
    """Whether a place is another council: not this one's own, which a town and its borough may share a name with."""
    ours = names.ours.casefold().split()
    place, kind = found["place"].casefold().replace(".", "").split(), found["kind"].casefold().split()
    town = "town" in place or "town" in kind or "parish" in kind
    bare = [w for w in place if w != "town"]
    if ours[: len(bare)] != bare:
        return True
    return town != ("town" in ours) and bool(kind or town)


def _council(text: str, found: re.Match[str], names: Names) -> bool:
    """Whether a place stands for its council: always for the councils here, or where it is called one, or has rules."""
    known = any(found["place"].casefold() in c.casefold() for c in names.councils)
    return known or bool(found["kind"].strip()) or bool(POLICY.match(text, found.end())) or bool(THEY.search(text))


def _with(text: str, found: re.Match[str]) -> bool:
    before = re.findall(r"[a-z]+", text[: found.start()].casefold())[-2:]
    return bool(WITH.intersection(before)) and not POLICY.match(text, found.end())


def _asks_here(text: str, found: re.Match[str]) -> bool:
    """Whether another clause than the one with the name asks about this council."""
    starts = [0, *(m.end() for m in CLAUSE.finditer(text)), len(text) + 1]
    clauses = [(a, b) for a, b in pairwise(starts) if not a <= found.start() < b]
    return any(HERE.search(text[a:b]) for a, b in clauses)


def _about_them(text: str) -> bool:
    """Whether a question asks what somebody is or did, and not what anybody may do."""
    return bool(FACTS.match(text.strip())) and not HERE.search(text) and not ALLOWED.search(text)


def _without(person: str, text: str) -> str:
    """The text without whom it names; that somebody is a councillor stays, for other rules hold for them."""
    left = TITLE.sub(lambda found: " councillor " if COUNCILLOR.match(found[0]) else " ", text)
    return re.sub(rf"{re.escape(person)}(?:['’]s\b)?", " ", left)


def _person(text: str, names: Names) -> str:
    """The person that a text names, as it names them; nothing where it names none."""
    if title := TITLE.search(text):
        return title[0]
    for found in NAME.finditer(text):
        first, second = found[1], found[2] or ""
        if first.casefold() in names.given and (first[0].isupper() or not names.known(first.casefold())):
            surname = second[:1].isupper() or (second and not names.known(second.casefold().removesuffix("'s")))
            if surname or (first[0].isupper() and found.start()):
                return f"{first} {second}" if surname else first
    return ""
