"""What is wrong with a council's pack: every fault at once, each with its place and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.errors import StartError


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one file of a pack: `key` as `boost.tiers[1].up_to`, `write` what to do about it."""

    file: str
    key: str
    problem: str
    write: str
    line: int | None = None

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        return f"{self.file}{line}{f', {self.key}' if self.key else ''}: {self.problem} {self.write}"


class PackFaults(StartError):
    """A pack that cannot be used; `found` holds every fault, in the order of the files."""

    def __init__(self, found: Iterable[Fault]) -> None:
        self.found = tuple(dict.fromkeys(found))
        super().__init__("policy_pack", [str(f) for f in self.found])


class UnknownCouncil(StartError):
    """No pack has that name; the sentence lists those that there are."""

    def __init__(self, council: str, known: Iterable[str]) -> None:
        names = sorted(known)
        listed = ", ".join(names) or "none: no folder holds a council.yaml"
        super().__init__(
            "unknown_council", [f"There is no council named {council!r}.{meant(council, names)} Known: {listed}."]
        )


class UnknownService(StartError):
    """The council has no service of that name; the sentence lists those that it has."""

    def __init__(self, council: str, service: str, known: Iterable[str]) -> None:
        names = sorted(known)
        listed = f"Its services are: {', '.join(names)}." if names else "Its pack names no services; leave it out."
        super().__init__(
            "unknown_service", [f"{council} has no service named {service!r}.{meant(service, names)} {listed}"]
        )


def meant(given: str, known: Iterable[str]) -> str:
    """` Did you mean x?` for the known name nearest to `given`, or nothing where none is near."""
    near = get_close_matches(given, sorted(known), n=1, cutoff=0.6)
    return f" Did you mean `{near[0]}`?" if near else ""
