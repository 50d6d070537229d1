"""What a flow is: a function from answers to an outcome, with what it may ask and how it may end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from flows.engine.outcome import End, Outcome
from flows.engine.policy import Policy
from flows.engine.questions import Question

if TYPE_CHECKING:
    from flows.engine.replay import Ask

Visibility = Literal["open", "private", "confidential"]
Run = Callable[["Ask", Any, Policy], Outcome]


@dataclass(frozen=True)
class Flow:
    """A guided conversation: its permanent name, what it may ask and how it may end, and the function itself.

    `subject` is the id of the question that names whom a confidential report is about; that person never sees it.
    `takes` names the questions for which a channel may bring a `link` or an `author` along, to be looked over.
    `nations` are those whose law it tells apart. `instead` is our advice where the policy does not cover the flow.
    """

    name: str
    title: str
    about: str
    asks: tuple[Question[Any], ...]
    ends: tuple[End, ...]
    run: Run
    rules: type[Any]
    says: tuple[str, ...] = ()
    visibility: Visibility = "open"
    subject: str = ""
    nations: tuple[str, ...] = ()
    instead: str = ""
    takes: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        names = [*(q.id for q in self.asks), *(e.id for e in self.ends)]
        if twice := {n for n in names if names.count(n) > 1}:
            raise ValueError(f"{self.name}: give each question and end an id of its own; repeated: {sorted(twice)}")

    def question(self, question_id: str) -> Question[Any]:
        """The question of that id; KeyError where the flow has none."""
        try:
            return next(q for q in self.asks if q.id == question_id)
        except StopIteration:
            raise KeyError(f"{self.name} asks {', '.join(q.id for q in self.asks)}, not {question_id}") from None

    def words(self) -> dict[str, str]:
        """Everything that must have words, by the key (after the flow's name) under which a council may change them."""
        asked = {f"{q.id}.prompt": q.prompt for q in self.asks}
        options = {f"{q.id}.option.{o.value}": o.label for q in self.asks for o in q.options()}
        ends = {f"{e.id}.{k}": w for e in self.ends for k, w in {"text": e.text, **e.steps, **e.inferences}.items()}
        return asked | options | ends


def flow(
    name: str, *, title: str, about: str, asks: tuple[Question[Any], ...], ends: tuple[End, ...], **more: Any
) -> Callable[[Run], Flow]:
    """Make a flow of a function `(ask, rules, policy)`; the annotation of `rules` is what it needs of a council.

    `more` are the other fields of Flow; TypeError for one that it does not have.
    """
    return lambda run: Flow(name, title, about, asks, ends, run, get_type_hints(run)["rules"], **more)
