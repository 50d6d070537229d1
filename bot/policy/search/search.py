"""Answers to free questions: each council's index is made once for a version of its pack, and kept."""

import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from bot.policy.law import FOLDER as LAW
from bot.policy.packs import OWN
from bot.policy.search import answer, danger, files, named, numbered, odd
from bot.policy.search.covered import judged
from bot.policy.search.index import Index, Query, index
from bot.policy.search.lexicon import Lexicon, made, phrase
from bot.policy.search.named import Names
from bot.policy.search.odd import Tongues
from bot.policy.search.rank import rank
from flows.engine.flow import Flow
from flows.engine.policy import Policy, Row

KEPT = 32
# Rows that bind councillors or another service come after those for everybody, unless they are asked for.
MEMBERS, ELSEWHERE, OURS = 0.85, 0.8, 1.3
MEMBER_ROWS = ("Members", "Councillors")


# An index, and the services that rows of it are for.
Held = tuple[Index, dict[str, str]]
# What was made of files that do not change while the program runs: made once, however many searches there are.
_MADE: OrderedDict[Hashable, Held] = OrderedDict()
_MAKING = Lock()
_lexicon_in = lru_cache(maxsize=4)(files.lexicon_in)
_names_in = lru_cache(maxsize=4)(files.names_in)
_places_of = lru_cache(maxsize=4)(named.places)


def _once(key: Hashable, make: Callable[[], Held]) -> Held:
    """What is kept under this key, made where it is not there yet; who asks meanwhile waits for it."""
    with _MAKING:
        if key not in _MADE:
            _MADE[key] = make()
            while len(_MADE) > KEPT:
                _MADE.popitem(last=False)
        _MADE.move_to_end(key)
        return _MADE[key]


class Search:
    """Answers questions about any council; `further` are folders of councils beside the product's own."""

    def __init__(self, flows: Mapping[str, Flow], further: Iterable[Path] = (), own: Path = OWN) -> None:
        self._flows, self._folders, self._own = flows, (own, *further), own

    def check(self, policy: Policy) -> None:
        """Read what people write for questions about this council; PackFaults lists what is wrong with it."""
        kinds = files.kinds_in(self._own)
        files.search_in(self._folder(policy), policy.rows, policy.services, kinds)
        files.search_in(self._own / LAW, policy.law, (), kinds)
        _names_in(self._own)

    def prepare(self, policy: Policy) -> None:
        """Make ready what the first question would otherwise wait for; a thread may, and others' questions wait."""
        self.answer("photo", policy)

    def answer(self, question: str, policy: Policy) -> dict[str, Any]:
        """The answer as JSON holds it; the question itself is not in it."""
        found = self._found(question, policy)
        if urgent := danger.told(question):
            quiet = [f for f in found["flows"] if self._flows[f["name"]].visibility == "confidential"]
            found |= {"told": [*urgent, *found["told"]], "flows": quiet}
        return found

    def _found(self, question: str, policy: Policy) -> dict[str, Any]:
        held, services = self._index(policy)
        odd_one = odd.oddity(question, self._tongues(held))
        who = answer.reached(answer.refer_to(policy, ()))
        if odd_one:
            return {
                **answer.silent(policy, odd_one, odd.SAID[odd_one].format(who=who)),
                "told": [],
                "law": [],
                "flows": [],
            }
        names = named.named(question, self._names(policy, held))
        query = held.query(names.left)
        favoured = self._favoured(policy, services, query)
        found, others = rank(held, query, favoured), [row for row, times in favoured.items() if times < 1]
        if not names.left:
            text = " ".join((*names.told, named.TURN_TO.format(who=who)))
            return self._told(answer.silent(policy, names.about, text), policy, query, ())
        if by_number := numbered.asked_for(names.left, policy.rows.values(), found):
            return self._told(answer.covered(policy, held, by_number, services), policy, query, names.told)
        if not judged(held, query, found, others).covered:
            return self._told(answer.silent(policy), policy, query, names.told)
        return self._told(answer.covered(policy, held, found, services), policy, query, names.told)

    def _told(self, found: dict[str, Any], policy: Policy, query: Query, told: Iterable[str]) -> dict[str, Any]:
        rows = found["sections"][0]["rows"] if found["sections"] else []
        said = self._flow_words.concepts(query.said)
        law = answer.law(policy, self._law(policy), query)
        rows = rows or [r for one in law for r in one["rows"]]
        flows = answer.offered(policy, self._flows, said, rows)
        if not (found["answered"] or law):
            # Somebody who has to report in confidence finds the way there even where no section answers.
            flows = [f for f in flows if self._flows[f["name"]].visibility == "confidential"]
        return {**found, "told": list(told), "law": law, "flows": flows}

    def _favoured(self, policy: Policy, services: Mapping[str, str], query: Query) -> dict[str, float]:
        """What the rows' scores are multiplied by: whom a row is for, and who asks."""
        asked = set(query.concepts)
        members = MEMBERS if not any(c.startswith(("councillor", "friend_councillor")) for c in asked) else 1.0
        favoured = {r.id: members for r in policy.rows.values() if r.binds in MEMBER_ROWS}
        for row, service in services.items():
            mine = policy.situation.service == service
            named_here = any(service in c for c in asked)
            favoured[row] = OURS if mine or named_here else ELSEWHERE
        return favoured

    def _index(self, policy: Policy) -> Held:
        key = (self._folder(policy), policy.rules_hash, policy.wording_hash)
        return _once(key, lambda: self._made(self._folder(policy), policy.rows, policy.services))

    def _law(self, policy: Policy) -> Index:
        key = (self._own, *policy.law.values())
        return _once(key, lambda: self._made(self._own / LAW, policy.law, ()))[0]

    def _folder(self, policy: Policy) -> Path:
        return next((f / policy.council for f in self._folders if (f / policy.council).is_dir()), self._own)

    def _made(self, folder: Path, rows: Mapping[str, Row], services: Collection[str]) -> Held:
        how = files.search_in(folder, rows, services, self._lexicon.kinds)
        service_of = {
            r.id: service
            for service, starts in how.services.items()
            for r in rows.values()
            if any(r.section == s or r.section.startswith(f"{s}/") for s in starts)
        }
        return index(rows.values(), how.rows, self._lexicon), service_of

    @property
    def _lexicon(self) -> Lexicon:
        return _lexicon_in(self._own)

    @cached_property
    def _flow_words(self) -> Lexicon:
        """The flows by what people say to start them."""
        said = [phrase(f.name, text) for f in self._flows.values() for text in (f.title, *f.says)]
        return made({}, [one for one in said if one.said])

    @cached_property
    def _listed(self) -> files.NamesFile:
        return _names_in(self._own)

    @cached_property
    def _place_names(self) -> tuple[str, ...]:
        return (*self._listed.places.split(", "), *named.PRODUCT)

    @cached_property
    def _places(self) -> re.Pattern[str]:
        return _places_of(self._place_names)

    @cached_property
    def _written(self) -> dict[str, str]:
        return {name.casefold(): name for name in self._place_names}

    @cached_property
    def _small_words(self) -> dict[str, frozenset[str]]:
        return {k: frozenset(v.casefold().split(", ")) for k, v in self._listed.languages.items()}

    @cached_property
    def _given(self) -> frozenset[str]:
        return frozenset(self._listed.given_names.casefold().split(", "))

    def _tongues(self, held: Index) -> Tongues:
        return Tongues(self._small_words, held.knows)

    def _names(self, policy: Policy, held: Index) -> Names:
        return Names(self._places, self._given, policy.name, held.knows, named.PRODUCT, self._written)
