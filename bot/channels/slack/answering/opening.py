"""Opens modals: the form that a button asks for first, all of a card to be read, and the next page of a form."""

from typing import Any

from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.answering.seals import Carried
from bot.channels.slack.calling.calls import TRIGGER_PATIENCE, within
from bot.channels.slack.drawing import render
from bot.channels.slack.drawing.objects import Json, plain
from bot.channels.slack.reading.filled import button_of
from bot.channels.slack.reading.places import Place
from bot.channels.slack.reading.wire import Action
from bot.errors import ChannelError
from bot.messages import Button, Incoming, Posting, Screen

DRAFT, FILL_IN = "draft", "open.0"
AS_TYPED = {"trigger_actions_on": ["on_character_entered"]}


async def opened(desk: Desk, place: Place, view: Json) -> bool:
    """Open the modal with the trigger that the person's press gave; False where Slack did not take it in time."""
    client = desk.calls.lasting(place.workspace)
    call = client.views_push if place.in_modal else client.views_open
    try:
        await within(min(TRIGGER_PATIENCE, place.left), call(trigger_id=place.trigger, view=view))
    except ChannelError:
        return False
    return True


async def shown_in_modal(desk: Desk, place: Place, incoming: Incoming, screen: Screen) -> bool:
    """Show a screen in a modal where it asks for what needs one; False where it stands better in a message."""
    if not (place.trigger and screen.inputs and screen.buttons) or render.stands_inline(screen):
        return False
    posting = desk.shown.keep(place, incoming, screen)
    return await opened(desk, place, form(desk, place, posting, 0, screen.buttons[0]))


def form(desk: Desk, place: Place, posting: Posting, version: int, button: Button) -> Json:
    """The modal for a button of a card. What is typed into its long fields is kept as a draft where the card can."""
    draft = next((b.token for b in posting.screen.buttons if b.partial), "")
    at = f"{place.workspace.team}/{place.channel}" if place.channel else place.address
    carried = Carried(posting.key, version, button.token, at, place.user, draft)
    view = render.modal(posting.screen, posting.key, version, button=button, metadata=desk.seals.seal(carried))
    view = {**view, "notify_on_close": bool(draft)}
    return _drafted(view) if draft else view


def page(desk: Desk, place: Place, posting: Posting | None, version: int) -> Json | None:
    """The page that follows that version of a form, where the card is one that needs a modal; None for any other.

    Slack keeps what was typed in fields whose ids stay, so that each page has a version of its own.
    """
    if posting is None or not (posting.screen.inputs and posting.screen.buttons):
        return None
    if render.stands_inline(posting.screen):
        return None
    return form(desk, place, posting, version + 1, posting.screen.buttons[0])


def whole(posting: Posting) -> Json:
    """The modal that shows all of a card which had to be shortened."""
    return render.modal(posting.screen, posting.key, posting.version, button=None)


def notice(sentence: str) -> Json:
    """A modal that says one thing."""
    return window(render.line(sentence))


def window(drawn: render.Drawn) -> Json:
    """A modal in place of a message."""
    title, close = plain(render.NAMELESS, render.SHORT), plain("Close", render.SHORT)
    return {"type": "modal", "callback_id": render.READING, "title": title, "close": close, "blocks": drawn.blocks}


def wanted(posting: Posting | None, place: Place, action: Action) -> Button | None:
    """The button that may be opened here: it stands on the card as it is now, and the card is this person's to see.

    «Fill in» opens the form as it is now, whatever it was when the card was drawn: a draft changes its token.
    """
    if posting is None or not place.sees(posting):
        return None
    found = button_of(posting.screen, action.value or "")
    first = posting.screen.buttons[:1] if posting.screen.inputs and action.action_id == FILL_IN else ()
    return found or next(iter(first), None)


def _drafted(view: Json) -> Json:
    return {**view, "blocks": [_as_typed(block) for block in view["blocks"]]}


def _as_typed(block: Json) -> Json:
    element: dict[str, Any] = block.get("element", {})
    if block["type"] != "input" or not element.get("multiline"):
        return block
    kept = {**element, "action_id": DRAFT, "dispatch_action_config": AS_TYPED}
    return {**block, "dispatch_action": True, "element": kept}
