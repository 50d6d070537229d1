"""Modals and App Homes: opened and pushed with a trigger, updated under their hash, published."""

from tests.fakes.slack.calls import Call, method
from tests.fakes.slack.payloads import view_json
from tests.fakes.slack.stack import made, placed, pushed, rewritten
from tests.fakes.slack.state import Json, SlackError, View


@method("views.open")
async def open_modal(call: Call) -> Json:
    """Open a modal with a trigger; what was open for that person is replaced."""
    trigger, body = _trigger(call), _view(call, "modal")
    used = call.slack.mint.exchange(trigger, call.team)
    view = made(call.slack, used.user, call.team, body)
    placed(call.slack, view)
    return {"view": view_json(call.slack, view)}


@method("views.push")
async def push(call: Call) -> Json:
    """Put a modal on top of the one that the trigger came from; three at most."""
    trigger, body = _trigger(call), _view(call, "modal")
    used = call.slack.mint.exchange(trigger, call.team)
    if not used.view:
        raise SlackError("invalid_trigger_id")
    view = pushed(call.slack, used.user, call.team, body)
    return {"view": view_json(call.slack, view)}


@method("views.update")
async def update(call: Call) -> Json:
    """Replace what an open view shows; `not_found`, `hash_conflict`."""
    body = _view(call, "modal")
    view = _named(call)
    _same_hash(call, view)
    rewritten(call.slack, view, body)
    return {"view": view_json(call.slack, view)}


@method("views.publish")
async def publish(call: Call) -> Json:
    """Show a person's App Home."""
    user, body = call.person("user_id"), _view(call, "home")
    if user.team != call.team or user.bot:
        raise SlackError("user_not_found")
    view = call.slack.state.homes.get(user.id)
    if view is None:
        view = call.slack.state.homes[user.id] = made(call.slack, user.id, call.team, body)
    else:
        _same_hash(call, view)
        rewritten(call.slack, view, body)
    return {"view": view_json(call.slack, view)}


def _trigger(call: Call) -> str:
    (trigger,) = call.needs("trigger_id")
    return str(trigger)


def _view(call: Call, kind: str) -> Json:
    (body,) = call.needs("view")
    call.slack.check_view(body, kind)
    found: Json = body
    return found


def _named(call: Call) -> View:
    view, external = call.args.get("view_id"), call.args.get("external_id")
    for found in call.slack.state.views():
        if found.team == call.team and (found.id == view or (external and found.body.get("external_id") == external)):
            return found
    raise SlackError("not_found")


def _same_hash(call: Call, view: View) -> None:
    if call.args.get("hash") and call.args["hash"] != view.hash:
        raise SlackError("hash_conflict")
