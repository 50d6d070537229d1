"""PURE: the card of a conversation: the question that waits, a change to confirm, or the advice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.citing import law_cited
from bot.conversations import sending
from bot.conversations.advice import advice
from bot.conversations.paging import drafted, named, page, wrong_with
from bot.conversations.shown import asked_and_answered, options, prompt, shown
from bot.conversations.turn import Turn, raw_from_json
from bot.messages import Block, Button, Citation, Citations, Facts, Input, InputKind, Option, Screen, Sign, Text
from flows.engine import Asked, Done, Given, change, split, token

FEW = 5
KINDS: dict[str, InputKind] = {
    "text": "long_text", "link": "link", "money": "money", "day": "day", "choice": "choice", "many": "many",
    "person": "person", "lookup": "code", "upload": "text",
}  # fmt: skip


def draw(turn: Turn, sign: Sign) -> Screen:
    """The conversation as it stands."""
    if turn.kept.state != "open":
        return _ended(turn)
    if "to" in turn.kept.view:
        return _preview(turn, sign)
    asked = turn.waiting
    return _question(turn, asked, sign) if asked else _advice(turn, sign)


def tokens(turn: Turn, sign: Sign) -> Callable[..., str]:
    """Tokens that name this conversation, this turn of it, and the answers that it was drawn from."""
    kept, drawn_from = turn.kept, token(turn.state)
    return lambda action, *more: sign(action, kept.id, kept.version, drawn_from, *more)


def _question(turn: Turn, asked: Asked, sign: Sign) -> Screen:
    flow, policy, question = turn.state.flow, turn.policy, asked.question
    act, asked_here = tokens(turn, sign), page(turn)
    words = prompt(policy, flow.name, question)
    picks = options(policy, flow.name, question)
    pressed = question.kind in ("choice", "yes_no") and len(picks) <= FEW
    why = split(policy, tuple(dict.fromkeys(r for a in asked_here for r in a.rows)))
    own = (Citations(_cited(why["sections"]), title="Why do you ask?"),) if why["sections"] else ()
    cited = (*own, *law_cited(why["law"]))
    told = tuple(Text(t, "info") for t in turn.told)
    return Screen(
        flow.title,
        f"{flow.title}: {words}",
        (*told, *_answers(turn, act), *_words(turn, asked, pressed=pressed), *cited),
        () if pressed else _inputs(turn, named(asked_here)),
        (*_answering(act, question.id, picks if pressed else []), *_later(act, asked_here), *_ways(turn, act)),
        label=_place(turn, len(asked_here)),
        tone="info",
        waits=True,
    )


def _answering(act: Callable[..., str], question: str, picks: Sequence[tuple[str, str]]) -> tuple[Button, ...]:
    if not picks:
        return (Button("Continue", act("answer", question), "primary"),)
    return tuple(Button(label, act("answer", question, value)) for value, label in picks)


def _words(turn: Turn, asked: Asked, *, pressed: bool) -> list[Block]:
    """The question, its hint and why it is asked, where it has no field that says them."""
    if not pressed:
        return []
    question = Text(prompt(turn.policy, turn.state.flow.name, asked.question), strong=True)
    return [question, *(Text(said) for said in _told_of(turn, asked))]


def _told_of(turn: Turn, asked: Asked) -> list[str]:
    """The hint and the reason of a question, as far as it has them."""
    key = f"{turn.state.flow.name}.{asked.question.id}"
    said = (turn.policy.word(f"{key}.{part}", getattr(asked.question, part)) for part in ("hint", "why"))
    return [s for s in said if s]


def _later(act: Callable[..., str], asked: Sequence[Asked]) -> tuple[Button, ...]:
    """A way to leave off where there is much to write."""
    long = len(asked) > 1 or KINDS.get(asked[0].question.kind) == "long_text"
    return (Button("Save for later", act("save"), "quiet", partial=True),) if long else ()


def _place(turn: Turn, asked: int) -> str:
    first = len(turn.state.route) + 1
    if "edit" in turn.kept.view:
        return "Change an answer"
    return f"Questions {first} to {first + asked - 1}" if asked > 1 else f"Question {first}"


def _inputs(turn: Turn, asked: Mapping[str, Asked]) -> tuple[Input, ...]:
    return (*(_input(turn, name, a) for name, a in asked.items()), *sending.inputs(asked))


def _input(turn: Turn, name: str, asked: Asked) -> Input:
    hint = " ".join(_told_of(turn, asked))
    words = prompt(turn.policy, turn.state.flow.name, asked.question)
    picks = options(turn.policy, turn.state.flow.name, asked.question)
    kind = KINDS[asked.question.kind]
    return Input(
        name, words, kind, hint, tuple(Option(v, n) for v, n in picks), drafted(turn, name, asked),
        wrong_with(turn, name), required=kind != "many" and asked.question.kind != "upload",
    )  # fmt: skip


def _answers(turn: Turn, act: Callable[..., str]) -> list[Block]:
    rows = asked_and_answered(turn.policy, turn.state.flow.name, turn.state.route)
    editing = turn.kept.view.get("edit")
    shown_rows = [r for r in rows if r["question"] != editing]
    if not shown_rows:
        return []
    changes = {} if editing else {r["short"]: act("edit", r["question"]) for r in shown_rows}
    return [Facts(tuple((r["short"], r["answer"]) for r in shown_rows), changes)]


def _ways(turn: Turn, act: Callable[..., str]) -> tuple[Button, ...]:
    if "edit" in turn.kept.view:
        return (Button("Keep it as it was", act("keep")),)
    if not turn.state.route:
        return (Button("Stop", act("stop"), "quiet"),)
    confirm = "This drops all your answers."
    return (
        Button("Back", act("back"), "quiet"),
        Button("Start again", act("restart"), "quiet", confirm=confirm),
        Button("Stop", act("stop"), "quiet"),
    )


def _preview(turn: Turn, sign: Sign) -> Screen:
    flow, policy, view = turn.state.flow, turn.policy, turn.kept.view
    act = tokens(turn, sign)
    question = flow.question(view["edit"])
    to = Given(raw_from_json(view["to"]), view["verdict"])
    what = change(flow, policy, turn.state.answers, {question.id: to})
    before = shown(policy, flow.name, question, turn.state.answers[question.id])
    after = shown(policy, flow.name, question, to)
    return Screen(
        flow.title,
        f"{flow.title}: change {before} to {after}?",
        (
            Text(prompt(policy, flow.name, question), strong=True),
            Facts((("Now", before), ("Changed to", after))),
            *_effects(turn, what.kept, what.dropped),
            _leads_to(turn, what.state),
        ),
        buttons=(Button("Make this change", act("confirm"), "primary"), Button("Keep it as it was", act("keep"))),
        label="Check the change",
        tone="warn",
        waits=True,
    )


def _effects(turn: Turn, kept: tuple[str, ...], dropped: tuple[str, ...]) -> list[Block]:
    flow = turn.state.flow
    words = [prompt(turn.policy, flow.name, flow.question(q)) for q in dropped]
    lost = [Text("This drops your answer to: " + " ".join(words), "warn")] if words else []
    stay = "stays as it is" if len(kept) == 1 else "stay as they are"
    return [*lost, Text(f"{len(kept)} of your other answers {stay}.")]


def _leads_to(turn: Turn, after: Any) -> Text:
    flow = turn.state.flow
    if isinstance(after, Done):
        text = turn.policy.word(f"{flow.name}.{after.outcome.end.id}.text", after.outcome.end.text)
        return Text(f"The advice would then be: {text}")
    return Text(f"The next question would be: {prompt(turn.policy, flow.name, after.next.question)}")


def _advice(turn: Turn, sign: Sign) -> Screen:
    act = tokens(turn, sign)
    return advice(turn, tuple(_answers(turn, act)), act, _ways(turn, act))


def _ended(turn: Turn) -> Screen:
    kept = turn.kept
    words = {
        "submitted": "Sent. Its own card shows where it stands."
        if turn.confidential
        else "Sent. The card of your request shows where it stands.",
        "done": "Finished.",
        "stopped": "Stopped. Your answers are not used.",
    }
    text = words.get(kept.state, "This conversation has ended.")
    if kept.state == "done" and not turn.confidential and isinstance(turn.state, Done):
        return advice(turn, tuple(_answers(turn, lambda *_: "")), None, ())
    title = turn.state.flow.title
    return Screen(title, f"{title}: {text}", (Text(text),), label=text.partition(".")[0], tone="plain")


def _cited(found: Iterable[Mapping[str, Any]]) -> tuple[Citation, ...]:
    return tuple(Citation(s["document"], s["section"], s["says"]) for s in found)
