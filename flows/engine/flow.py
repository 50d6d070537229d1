"""What a flow is, and how flows are found: every module beside this package that holds one."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

import flows
from flows.engine.outcome import End, Outcome
from flows.engine.policy import Policy
from flows.engine.questions import Question

if TYPE_CHECKING:
    from flows.engine.replay import Ask

Visibility = Literal["open", "private", "confidential"]


@dataclass(frozen=True)
class Flow:
    """A guided conversation: its permanent name, what it may ask and how it may end, and the function itself."""

    name: str
    title: str
    about: str
    asks: tuple[Question[Any], ...]
    ends: tuple[End, ...]
    run: Callable[["Ask", Any, Policy], Outcome]
    rules: type[Any]
    says: tuple[str, ...] = ()
    visibility: Visibility = "open"

    def question(self, question_id: str) -> Question[Any]:
        """The question of that id; KeyError where the flow has none."""
        return next((q for q in self.asks if q.id == question_id), None) or self._unknown(question_id)

    def _unknown(self, question_id: str) -> Question[Any]:
        raise KeyError(f"{self.name} has no question {question_id}; it asks " + ", ".join(q.id for q in self.asks))


def flow(
    name: str,
    *,
    title: str,
    about: str,
    asks: tuple[Question[Any], ...],
    ends: tuple[End, ...],
    says: tuple[str, ...] = (),
    visibility: Visibility = "open",
) -> Callable[[Callable[["Ask", Any, Policy], Outcome]], Flow]:
    """Make a flow of a function `(ask, rules, policy)`; the annotation of `rules` is what it needs of a council."""

    def made(run: Callable[["Ask", Any, Policy], Outcome]) -> Flow:
        return Flow(name, title, about, asks, ends, run, get_type_hints(run)["rules"], says, visibility)

    return made


def flows_in(modules: list[ModuleType]) -> dict[str, Flow]:
    """The flows that these modules define, by name; ValueError where two share one."""
    found: dict[str, Flow] = {}
    for module in modules:
        for item in [v for v in vars(module).values() if isinstance(v, Flow)]:
            if item.name in found:
                raise ValueError(f"two flows are named {item.name}; the second is in {module.__name__}")
            found[item.name] = item
    return found


@cache
def find() -> Mapping[str, Flow]:
    """Every flow of the package, by name."""
    names = [m.name for m in pkgutil.iter_modules(flows.__path__) if not m.ispkg]
    return flows_in([importlib.import_module(f"flows.{n}") for n in sorted(names)])
