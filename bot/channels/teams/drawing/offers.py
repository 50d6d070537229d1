"""PURE: puts the button of a row beside that row, instead of far below it among all the others."""

from collections.abc import Iterator

from bot.buttons import Beside, beside, rows
from bot.channels.teams.drawing import actions, inputs
from bot.channels.teams.drawing.actions import Card
from bot.channels.teams.drawing.elements import Json, column, columns, heading, lines, literal, rich, run
from bot.channels.teams.drawing.fitting import Piece
from bot.messages import Block, Screen, Steps
from bot.texts import one_line, shortened, size

OPEN = "Open"
HEAD, REST = 150, 600


def found(screen: Screen) -> Beside:
    """The buttons of rows, but for those that unfold fields, for which a row has no room."""

    def stays(number: int) -> bool:
        pressed = screen.buttons[number]
        fields = bool(screen.inputs) and (number == 0 or pressed.partial)
        return bool(pressed.inputs or pressed.confirm.strip() or fields)

    return {row: number for row, number in beside(screen).items() if not stays(number)}


def draw(screen: Screen, part: Block, taken: Beside, card: Card) -> Piece | None:
    """The rows of a part, those that have a button with it beside them; None where none of them has one."""
    numbers = [taken.get((id(part), row)) for row, _ in enumerate(rows(part))]
    if all(number is None for number in numbers):
        return None
    return Piece(tuple(_drawn(screen, part, numbers, card)), any(size(r) > REST for *_, r in rows(part)))


def _drawn(screen: Screen, part: Block, numbers: list[int | None], card: Card) -> Iterator[Json]:
    title = part.title if isinstance(part, Steps) else ""
    if title.strip():
        yield heading(title, HEAD, size="medium", spacing="medium")
    for n, ((name, head, rest), number) in enumerate(zip(rows(part), numbers, strict=True)):
        words = rich(run(one_line(head, HEAD) or "–", **({"weight": "bolder"} if rest.strip() else {})))
        said = column([words, *lines(shortened(rest, REST), spacing="none")], verticalContentAlignment="center")
        pressed = [column([_press(screen, number, name, card)], "auto")] if number is not None else []
        yield columns(said, *pressed, spacing="small" if n or title.strip() else "medium")


def _press(screen: Screen, number: int, name: str, card: Card) -> Json:
    label = one_line(screen.buttons[number].label, actions.LABEL)
    short = label.removesuffix(one_line(name, actions.LABEL)).rstrip(" :") or OPEN
    drawn = actions.button(screen, number, card, inputs.names(screen))
    named = {"title": literal(short), "tooltip": literal(label) or OPEN}
    if short == OPEN:  # of several that are called the same, none stands out
        named["style"] = "default"
    return {"type": "ActionSet", "actions": [{**drawn, **named, "fallback": {**drawn["fallback"], **named}}]}
