"""A flow walked in a terminal: one question at a time, `<` goes back, `?` says why."""

from collections.abc import Callable

from bot.cli import shown
from bot.cli.answers import UNCHECKED
from flows.engine import Asking, Done, Flow, Given, Policy, Question, answer, as_json, on_route, replay

BACK, WHY = "<", "?"
Read = Callable[[], str]


def walk(flow: Flow, policy: Policy, read: Read) -> Done:
    """Ask until the flow ends; `read` gives each line that the person types."""
    shown.show(flow.title, f"Answer each question. {BACK} goes back, {WHY} says why we ask.")
    state, why = replay(flow, policy, {}), False
    while isinstance(state, Asking):
        shown.show_question(as_json(state)["question"], state.error, why=why)
        typed = read().strip()
        why = typed == WHY
        state = state if why else replay(flow, policy, _next(state, typed))
    return state


def _next(state: Asking, typed: str) -> dict[str, Given]:
    if typed == BACK:
        return dict(list(on_route(state).items())[:-1])  # what could not be read was never an answer
    question = state.next.question
    return dict(answer(state, question.id, _given(question, typed)))


def _given(question: Question[object], typed: str) -> Given:
    if question.kind == "many":
        return Given(tuple(_picked(question, one.strip()) for one in typed.split(",") if one.strip()))
    return Given(_picked(question, typed), UNCHECKED if question.kind == "lookup" else "")


def _picked(question: Question[object], typed: str) -> str:
    """An option may be given by its number."""
    values = [o.value for o in question.options()]
    return values[int(typed) - 1] if typed.isascii() and typed.isdigit() and 0 < int(typed) <= len(values) else typed
