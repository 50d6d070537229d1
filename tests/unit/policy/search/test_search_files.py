"""The lexicon and search.yaml are read strictly, and those of the product are without a fault."""

from pathlib import Path

import pytest

from bot.policy import PackFaults, Packs
from bot.policy.packs import OWN
from bot.policy.search.files import SearchFile, lexicon_in, names_in, search_in
from bot.policy.search.lexicon import Lexicon
from flows.engine import Situation
from tests.unit.policy.sample import TODAY

LEXICON = """groups:
  - title: Pictures
    kind: decisive
    helps: [parents]
    concepts:
      photo: [photo, picture]
      parents: [mum and dad]
  - title: Not ours
    kind: elsewhere
    concepts:
      weather: [weather]
"""
SEARCH = """rows:
  anglia-1-a:
    about: [photo]
    asks: ["can I share a photo?"]
services:
  fire: ["8"]
"""
ROWS, SERVICES = ("anglia-1-a", "anglia-1-b"), ("fire",)


def lexicon(folder: Path, text: str = LEXICON) -> Lexicon:
    (folder / "concepts.yaml").write_text(text, encoding="utf-8")
    return lexicon_in(folder)


def search(folder: Path, text: str) -> SearchFile:
    council = folder / "anglia"
    council.mkdir()
    (council / "search.yaml").write_text(text, encoding="utf-8")
    return search_in(council, ROWS, SERVICES, lexicon(folder).kinds)


def test_a_concept_under_helps_only_helps(tmp_path: Path) -> None:
    kinds = lexicon(tmp_path).kinds
    assert (kinds["photo"], kinds["parents"], kinds["weather"]) == ("decisive", "topic", "elsewhere")


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("[mum and dad]", "[pictures]", "`pictures` is `picture` of `photo` again"),
        ("[photo, picture]", "[photo, photo]", "`photo` is `photo` of `photo` again"),
        ("[mum and dad]", "[is the]", "has no word that counts"),
        ("[mum and dad]", "[who owns our]", "has no word that counts"),
        ("[mum and dad]", "[remove it]", "`remove it` counts as `remov` alone"),
        ("weather: [weather]", "photo: [weather]", "This concept stands in 'Pictures' too."),
        ("kind: elsewhere", "kind: elsewere", "Did you mean `elsewhere`?"),
        ("helps: [parents]", "helps: [parent]", "Did you mean `parents`?"),
        ("title: Not ours", "titel: Not ours", "`title` is missing"),
    ],
)
def test_a_fault_of_the_lexicon_is_told_with_its_line(tmp_path: Path, old: str, new: str, names: str) -> None:
    with pytest.raises(PackFaults) as caught:
        lexicon(tmp_path, LEXICON.replace(old, new))
    told = [f for f in caught.value.found if names in str(f)]
    assert told, caught.value.sentence
    assert told[0].file == "concepts.yaml"
    assert told[0].line
    assert told[0].write


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("anglia-1-a", "anglia-1-c", "There is no row `anglia-1-c`."),
        ("[photo]", "[foto]", "There is no concept `foto`. Did you mean `photo`?"),
        ("share a photo?", '"', "not valid YAML"),
        ("fire:", "fyre:", "There is no service `fyre`. Did you mean `fire`?"),
        ("asks:", "ask:", "There is no key `ask` here."),
    ],
)
def test_a_fault_of_a_councils_search_is_told_with_its_line(tmp_path: Path, old: str, new: str, names: str) -> None:
    with pytest.raises(PackFaults) as caught:
        search(tmp_path, SEARCH.replace(old, new))
    told = [f for f in caught.value.found if names in str(f)]
    assert told, caught.value.sentence
    assert told[0].file == "anglia/search.yaml"
    assert told[0].line


def test_a_council_without_the_file_is_searched_by_what_its_rows_say(tmp_path: Path) -> None:
    assert search_in(tmp_path / "nowhere", ROWS, SERVICES, lexicon(tmp_path).kinds) == SearchFile()


def test_everything_that_the_product_ships_is_read_without_a_fault() -> None:
    packs, held = Packs(), lexicon_in(OWN)
    names_in(OWN)
    for council in packs.councils():
        policy = packs.policy(council, Situation(TODAY))
        found = search_in(OWN / council, policy.rows, policy.services, held.kinds)
        assert set(found.rows) == set(policy.rows), council
        assert [r for r, how in found.rows.items() if len(how.asks) < 2] == []
        assert search_in(OWN / "national", policy.law, (), held.kinds).rows
