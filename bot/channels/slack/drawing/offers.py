"""PURE: puts the button of a row beside that row, as the lists of good Slack apps have it, instead of far below."""

from bot.buttons import Beside
from bot.buttons import beside as found
from bot.buttons import rows as rows_of
from bot.channels.slack.drawing import actions
from bot.channels.slack.drawing.actions import Place
from bot.channels.slack.drawing.mrkdwn import escape, formatted, one_line
from bot.channels.slack.drawing.objects import Json, as_written, bold, plain
from bot.channels.slack.drawing.pieces import Piece, said
from bot.messages import Block, Screen, Steps

__all__ = ["Beside", "draw", "found"]

OPEN = "Open"
HEAD, REST = 150, 600


def draw(screen: Screen, part: Block, beside: Beside, place: Place) -> Piece | None:
    """The rows of a part, those that have a button with it beside them; None where none of them has one."""
    rows = list(rows_of(part))
    numbers = [beside.get((id(part), row)) for row in range(len(rows))]
    if all(number is None for number in numbers):
        return None
    title = said(part.title, HEAD, strong=True).blocks if isinstance(part, Steps) else ()
    sections = (_section(screen, row, number, place) for row, number in zip(rows, numbers, strict=True))
    return Piece((*title, *sections))


def _section(screen: Screen, row: tuple[str, str, str], number: int | None, place: Place) -> Json:
    name, head, rest = row
    marked = formatted(head) or formatted(rest)
    lines = [one_line(head, HEAD) if marked else bold(head, HEAD), *([rest] if rest.strip() else [])]
    shown: Json = as_written("\n".join(lines), REST + HEAD) if marked else _markup(lines)
    if number is None:
        return {"type": "section", "text": shown}
    accessory = _accessory(screen, number, name)
    return {"type": "section", "block_id": place(f"row.{number}"), "text": shown, "accessory": accessory}


def _markup(lines: list[str]) -> Json:
    head, *rest = lines
    return {"type": "mrkdwn", "text": "\n".join([head, *(escape(line, REST) for line in rest)]), "verbatim": True}


def _accessory(screen: Screen, number: int, name: str) -> Json:
    label = screen.buttons[number].label
    short = label.removesuffix(name).rstrip(" :") or OPEN
    spoken = plain(label, actions.SPOKEN)["text"]
    button = {**actions.button(screen, number, inline=False), "text": plain(short, actions.LABEL)}
    return {**button, "accessibility_label": spoken}
