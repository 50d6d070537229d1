"""The lexicon (concepts.yaml), names.yaml, and how staff ask for a council's rows (search.yaml), read strictly."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.policy import problems
from bot.policy.faults import Fault, PackFaults, meant
from bot.policy.files import Strict, Text
from bot.policy.reading import Page, read_file
from bot.policy.search import lexicon
from bot.policy.search.lexicon import Kind, Lexicon, Phrase
from bot.policy.search.words import telling, words

LEXICON = "concepts.yaml"
SEARCH = "search.yaml"
NAMES = "names.yaml"
NEEDED = {LEXICON: "concepts, and how staff say them", NAMES: "places, first names, and small words of languages"}
Place = tuple[str | int, ...]
SMALL = 4  # so many small words are a phrase by themselves, as in "say what I think"
WRITE = {
    "row": "Use the id of a row of sections.yaml.",
    "concept": f"Use a concept of {LEXICON}, or add this one there.",
    "concept of this group": "Use one that stands in the same group.",
    "service": "Use one that council.yaml names.",
}


class Group(Strict):
    """Concepts that belong together, and what kind they are; those under `helps` are topics, whatever the group is."""

    title: Text
    kind: Kind
    helps: tuple[str, ...] = ()
    concepts: Annotated[dict[str, Annotated[tuple[Text, ...], Field(min_length=1)]], Field(min_length=1)]


class LexiconFile(Strict):
    """concepts.yaml: every concept in its group; `as_written` holds English words that are no slips for others."""

    as_written: str = ""
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]

    @property
    def kinds(self) -> dict[str, Kind]:
        """Every concept with its kind."""
        return {c: "topic" if c in g.helps else g.kind for g in self.groups for c in g.concepts}


class RowSearch(Strict):
    """What one row is about, and the questions that staff would ask for it."""

    about: tuple[str, ...] = ()
    asks: tuple[Text, ...] = ()


class SearchFile(Strict):
    """search.yaml: the rows by id; `services` names the sections that a service of the council has for itself."""

    rows: dict[str, RowSearch] = Field(default_factory=dict)
    services: dict[str, tuple[Text, ...]] = Field(default_factory=dict)


class NamesFile(Strict):
    """names.yaml: lists divided by commas of places with a council, first names, and small words by language."""

    places: Text
    given_names: Text
    languages: dict[str, Text]


def names_in(folder: Path) -> NamesFile:
    """The names in a folder of policies; PackFaults lists everything wrong with them."""
    page = _needed(folder, NAMES)
    held = problems.model_of(page, NamesFile)
    if page.faults or held is None:
        raise PackFaults(page.faults)
    return held


def lexicon_in(folder: Path) -> Lexicon:
    """The lexicon of a folder of policies; PackFaults lists everything wrong with it."""
    page, held = _concepts(folder)
    phrases = _phrases(page, held)
    if page.faults:
        raise PackFaults(page.faults)
    texts = (text for g in held.groups for said in g.concepts.values() for text in said)
    return lexicon.made(held.kinds, phrases, words(" ".join(texts)), words(held.as_written))


def kinds_in(folder: Path) -> Mapping[str, Kind]:
    """Every concept of a folder of policies with its kind, which is read much sooner than what is said for each."""
    return _concepts(folder)[1].kinds


def search_in(folder: Path, rows: Collection[str], services: Collection[str], concepts: Collection[str]) -> SearchFile:
    """How staff ask in this council's folder; nothing where there is no such file. PackFaults lists what is wrong."""
    page = read_file(f"{folder.name}/{SEARCH}", folder / SEARCH)
    if page is None:
        return SearchFile()
    held = problems.model_of(page, SearchFile)
    if held is not None:
        _check_rows(page, held, rows, concepts)
        _check_known(page, ("services",), held.services, services, "service")
    if page.faults or held is None:
        raise PackFaults(page.faults)
    return held


def _concepts(folder: Path) -> tuple[Page, LexiconFile]:
    page = _needed(folder, LEXICON)
    held = problems.model_of(page, LexiconFile)
    if held is None:
        raise PackFaults(page.faults)
    return page, held


def _needed(folder: Path, file: str) -> Page:
    page = read_file(file, folder / file)
    if page is None:
        raise PackFaults([Fault(file, "", "This file is missing.", f"Create it: {NEEDED[file]}.")])
    return page


def _phrases(page: Page, held: LexiconFile) -> list[Phrase]:
    """Every phrase; records each concept that stands twice, and each phrase that some concept has already."""
    seen: dict[str, str] = {}
    said: dict[tuple[str, ...], tuple[str, str]] = {}
    phrases = []
    for n, group in enumerate(held.groups):
        _check_known(page, ("groups", n, "helps"), group.helps, group.concepts, "concept of this group")
        for concept, texts in group.concepts.items():
            place = ("groups", n, "concepts", concept)
            if concept in seen:
                page.blame(place, f"This concept stands in {seen[concept]!r} too.", "Keep one of the two.")
            seen[concept] = group.title
            for m, text in enumerate(texts):
                phrases.append(lexicon.phrase(concept, text))
                _check_phrase(page, (*place, m), phrases[-1], text, said)
    return phrases


def _check_phrase(
    page: Page, place: Place, phrase: Phrase, text: str, said: dict[tuple[str, ...], tuple[str, str]]
) -> None:
    key = phrase.said
    if not telling(key) and len(key) < SMALL:
        page.blame(place, f"`{text}` has no word that counts.", "Write a phrase with a word that tells something.")
    elif len(key) == 1 < len(text.split()):
        page.blame(place, f"`{text}` counts as `{key[0]}` alone.", "Add a word that counts, or write the one alone.")
    elif key in said and (said[key][0] != phrase.concept or said[key][1] == text):
        where, other = said[key]
        page.blame(place, f"`{text}` is `{other}` of `{where}` again, endings apart.", "Keep one of the two.")
    else:
        said[key] = phrase.concept, text


def _check_rows(page: Page, held: SearchFile, rows: Collection[str], concepts: Collection[str]) -> None:
    _check_known(page, ("rows",), held.rows, rows, "row")
    for row, entry in held.rows.items():
        _check_known(page, ("rows", row, "about"), entry.about, concepts, "concept")
        twice = {a for a in entry.asks if entry.asks.count(a) > 1}
        for ask in sorted(twice):
            page.blame(("rows", row, "asks"), f"`{ask}` stands twice.", "Keep one of them.")


def _check_known(page: Page, place: Place, given: Iterable[str], known: Collection[str], what: str) -> None:
    """Record each of `given` that is not `known`; they are the keys, or in a list the values, at `place`."""
    for n, one in enumerate(given):
        if one not in known:
            at = (*place, n if isinstance(given, tuple) else one)
            page.blame(at, f"There is no {what} `{one}`.{meant(one, known)}", WRITE[what])
