"""Finding the councils: every folder with a council.yaml, among the product's own and those that a user adds."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from bot.policy.faults import Fault, PackFaults, UnknownCouncil
from bot.policy.law import FILES as LAW_FILES
from bot.policy.law import FOLDER, Law, law_of
from bot.policy.pack import FILES, Pack, pack_of
from bot.policy.reading import no_text
from flows import find
from flows.engine.flow import Flow
from flows.engine.policy import Policy, Situation

T = TypeVar("T")
OWN = Path(__file__).parents[2] / "policy_data"
NOT_COUNCILS = (FOLDER,)
_BESIDE = ("cases.yaml", "practice.yaml", "questions.yaml", "search.yaml", "unused.yaml")


def load(folder: Path, situation: Situation, flows: Mapping[str, Flow] | None = None) -> Policy:
    """The policy of the council in `folder`, named like it, with the law beside it; PackFaults lists what is wrong."""
    known = find() if flows is None else flows
    return pack_in(folder, known, law_in(folder.parent, known)).policy(situation)


def from_source(
    council: str, files: Mapping[str, str], situation: Situation, flows: Mapping[str, Flow] | None = None
) -> Policy:
    """The policy that stored texts (file name to text, as `Packs.source` gives them) hold."""
    known = find() if flows is None else flows
    law = law_of({f: text for f, text in files.items() if f in LAW_FILES}, known)
    return pack_of(council, files, known, law).policy(situation)


def law_in(above: Path, flows: Mapping[str, Flow]) -> Law:
    """The national law in the folder `national` below `above`, none where there is no such folder."""
    files, faults = _texts(above / FOLDER, [f.removeprefix(f"{FOLDER}/") for f in LAW_FILES])
    return _sound(faults, lambda: law_of({f"{FOLDER}/{f}": text for f, text in files.items()}, flows))


def pack_in(folder: Path, flows: Mapping[str, Flow], law: Law) -> Pack:
    """The pack in `folder`; PackFaults where a file is missing, is no text, or says anything wrong."""
    files, faults = _texts(folder, FILES)
    return _sound(faults, lambda: pack_of(folder.name, files, flows, law))


def _sound(faults: list[Fault], make: Callable[[], T]) -> T:
    try:
        made = make()
    except PackFaults as wrong:
        raise PackFaults([*faults, *wrong.found]) from None
    if faults:
        raise PackFaults(faults)
    return made


def _texts(folder: Path, names: Collection[str]) -> tuple[dict[str, str], list[Fault]]:
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(p for p in folder.glob("*.y*ml") if p.name not in _BESIDE):
        label = f"{folder.name}/{path.name}"
        try:
            found[path.name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as wrong:
            found[path.name] = ""
            faults.append(no_text(label, wrong))
        if path.name not in names:
            write = f"Rename or remove it; a pack has {', '.join((*names, *_BESIDE))}."
            faults.append(Fault(label, "", "A pack has no file of this name.", write))
    return found, faults


class Packs:
    """Every council's pack, read once; `further` are folders of councils beside the product's own.

    `only` leaves all other councils unread, where somebody waits for one answer.
    """

    def __init__(
        self,
        further: Iterable[Path] = (),
        flows: Mapping[str, Flow] | None = None,
        own: Path = OWN,
        only: str | None = None,
    ) -> None:
        self._packs = _read([own, *further], find() if flows is None else flows, only)
        self._policy = lru_cache(maxsize=256)(lambda council, situation: self.pack(council).policy(situation))

    def councils(self) -> tuple[str, ...]:
        """The name of every council there is a pack for, in order."""
        return tuple(sorted(self._packs))

    def pack(self, council: str) -> Pack:
        """The whole pack: council.yaml's settings, hashes and source; UnknownCouncil lists those that there are."""
        if council not in self._packs:
            raise UnknownCouncil(council, self._packs)
        return self._packs[council]

    def policy(self, council: str, situation: Situation) -> Policy:
        """The council's policy in a situation; the same object again for the same situation."""
        return self._policy(council, situation)

    def source(self, council: str) -> dict[str, str]:
        """The text of each of the pack's files by name, to be stored whole under its hashes."""
        return dict(self.pack(council).source)


def _read(folders: Iterable[Path], flows: Mapping[str, Flow], only: str | None) -> dict[str, Pack]:
    found: dict[str, Pack] = {}
    own, *further = folders
    law, faults = law_in(own, flows), [_second_law(f) for f in further if (f / FOLDER).is_dir()]
    for folder in (council for f in (own, *further) for council in _councils(f, faults)):
        if only not in (None, folder.name):
            continue
        if folder.name in found:
            faults.append(_twice(folder))
        try:
            found[folder.name] = pack_in(folder, flows, law)
        except PackFaults as wrong:
            faults += wrong.found
    if faults:
        raise PackFaults(faults)
    return found


def _councils(folder: Path, faults: list[Fault]) -> Iterator[Path]:
    if not folder.is_dir():
        faults.append(Fault(str(folder), "", "There is no such folder.", "Check COMMSDESK_POLICY_PATH."))
        return
    inside = sorted(p for p in folder.iterdir() if p.name not in NOT_COUNCILS)
    yield from (p for p in inside if (p / "council.yaml").is_file())


def _second_law(folder: Path) -> Fault:
    problem = f"National law stands once, with the product, and this is a second folder of it: {folder / FOLDER}."
    return Fault(f"{FOLDER}/law.yaml", "", problem, "Rename it if it is a council; remove it if it is law.")


def _twice(folder: Path) -> Fault:
    return Fault(f"{folder.name}/council.yaml", "", "Two folders hold a council of this name.", "Rename one of them.")
