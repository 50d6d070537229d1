"""Somebody in Slack: what they see, and everything that they can do, delivered to the app as Slack would."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.fakes.slack import interactions as sends
from tests.fakes.slack.filling import Given, filled, refused
from tests.fakes.slack.hands import Held, Seen, field_of, find, findable, surfaces
from tests.fakes.slack.modals import honour, shut
from tests.fakes.slack.payloads import completed
from tests.fakes.slack.reading import Reader
from tests.fakes.slack.stack import top
from tests.fakes.slack.state import Conversation, Json, Message, Typed, User
from tests.fakes.slack.wire import Answer

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack

Values = Mapping[str, Given]
OK = 200


class Person:
    """One person with their eyes and hands. What they do fails the test where the app does not answer 200."""

    def __init__(self, slack: Slack, account: User) -> None:
        self.slack = slack
        self.account = account
        self._reader = Reader(slack, account)

    @property
    def id(self) -> str:
        """Their id."""
        return self.account.id

    @property
    def direct(self) -> Conversation:
        """Their conversation with the bot."""
        team = self.account.team if self.account.team in self.slack.installed() else "T1"
        return self.slack.direct(team, self.id)

    # What they see.

    def seen(self, channel: str = "") -> list[Seen]:
        """The messages of a conversation that are there for them, oldest first."""
        where = self.slack.state.conversation(channel) if channel else self.direct
        shown = [m for m in where.messages if m.only_for in {"", self.id}]
        return [Seen(m.ts, m.user, self._read(m), bool(m.only_for)) for m in shown]

    def texts(self, channel: str = "") -> list[str]:
        """As `seen`, only the words."""
        return [message.text for message in self.seen(channel)]

    def modal(self) -> str:
        """The modal in front of them: title, blocks, errors and its button; empty without one."""
        view = top(self.slack, self.id)
        if view is None:
            return ""
        submit = view.body.get("submit")
        ends = [f"[{self._reader.text(submit)}]"] if submit else []
        blocks = self._reader.blocks(view.body["blocks"], view.typed, view.errors)
        return "\n".join([self._reader.text(view.body["title"]), blocks, *ends])

    def home(self) -> str:
        """Their App Home; empty where none was published."""
        view = self.slack.state.homes.get(self.id)
        return self._reader.blocks(view.body["blocks"]) if view else ""

    def buttons(self, channel: str = "", *, home: bool = False) -> list[str]:
        """The labels of every button that they could press now, newest message first."""
        return findable(surfaces(self.slack, self.account, channel, home=home))

    async def sees(self, text: str, channel: str = "") -> str:
        """Wait until some message holds these words, and give the newest that does."""
        await self.slack.until(lambda: self._holding(text, channel), f"{self.id} sees {text!r}")
        return self._holding(text, channel)[-1]

    async def sees_modal(self, text: str = "") -> str:
        """Wait until a modal is open that holds these words."""
        await self.slack.until(lambda: self.modal() and text in self.modal(), f"{self.id} sees a modal with {text!r}")
        return self.modal()

    async def sees_home(self, text: str = "") -> str:
        """Wait until App Home holds these words."""
        await self.slack.until(lambda: self.home() and text in self.home(), f"{self.id} sees home with {text!r}")
        return self.home()

    # What they do.

    async def says(self, text: str, channel: str = "", files: tuple[str | Json, ...] = ()) -> Answer:
        """Write a message to the bot, or to it in a channel; `text` is as Slack hands it on, with its entities."""
        where = self.slack.state.conversation(channel) if channel else self.direct
        sent = [self.slack.put(self.id, one) if isinstance(one, str) else one for one in files]
        message = Message(self.slack.mint.ts(), where.id, self.id, text, files=sent)
        where.messages.append(message)
        payload = sends.said(self.slack, self.account, where, message)
        return _fine(await self.slack.wire.deliver("events_api", payload))

    async def posts(self, text: str, channel: str) -> Message:
        """Write a message that does not concern the bot."""
        message = Message(self.slack.mint.ts(), channel, self.id, text)
        self.slack.state.conversation(channel).messages.append(message)
        return message

    async def opens_home(self, tab: str = "home") -> Answer:
        """Open the app's page."""
        payload = sends.home_opened(self.slack, self.account, tab)
        return _fine(await self.slack.wire.deliver("events_api", payload))

    async def command(self, name: str, text: str = "", channel: str = "") -> Answer:
        """Use a slash command, in the conversation with the bot or in a channel."""
        where = self.slack.state.conversation(channel) if channel else self.direct
        payload = sends.command(self.slack, self.account, where, name, text)
        answer = _fine(await self.slack.wire.deliver("slash_commands", payload))
        honour_text(self, where, answer)
        return answer

    async def becomes(self, *, told: bool = True, expect: int = OK, **what: bool) -> Answer | None:
        """Be deactivated (`deleted`), a `guest` or a member again by an administrator; the app is `told`, or not."""
        for name, value in what.items():
            setattr(self.account, name, value)
        self.account.updated += 1
        if not told:
            return None
        answer = await self.slack.wire.deliver("events_api", sends.user_changed(self.slack, self.account))
        assert answer.status == expect, answer
        return answer

    async def shortcut(self, callback: str) -> Answer:
        """Use a global shortcut."""
        payload = sends.shortcut(self.slack, self.account, callback)
        return _fine(await self.slack.wire.deliver("interactive", payload))

    async def message_shortcut(self, callback: str, message: Message) -> Answer:
        """Use a shortcut on a message."""
        where = self.slack.state.conversation(message.channel)
        payload = sends.message_shortcut(self.slack, self.account, where, message, callback)
        return _fine(await self.slack.wire.deliver("interactive", payload))

    async def hold(
        self, label: str, *, about: str = "", beside: str = "", channel: str = "", home: bool = False
    ) -> Held:
        """Wait for a button or a choice with that label and lay a finger on it, as it now stands."""

        def looked() -> Held | None:
            return find(surfaces(self.slack, self.account, channel, home=home), label, about, beside, self._reader)

        await self.slack.until(looked, f"{self.id} sees {label!r} {about}, only {self.buttons(channel, home=home)}")
        held = looked()
        assert held, "it was there a moment ago, and nothing has happened since"
        return held

    async def press(
        self,
        label: str,
        values: Values | None = None,
        *,
        about: str = "",
        beside: str = "",
        channel: str = "",
        home: bool = False,
    ) -> Answer:
        """Fill in some fields by their labels, then press the newest button of that label; both may yet have to come.

        A button that asks for confirmation is confirmed. `about` are words that must stand on the same card, `beside`
        such in the same row.
        """
        for name, given in (values or {}).items():
            await self.fill(name, given, channel=channel)
        return await self.let_go(await self.hold(label, about=about, beside=beside, channel=channel, home=home))

    async def fill(self, name: str, given: Given, *, channel: str = "") -> None:
        """Fill in the newest field of that label, or of that input id; nothing is sent where it asks for nothing."""

        def there() -> Held | None:
            return field_of(surfaces(self.slack, self.account, channel), name)

        await self.slack.until(there, f"{self.id} can fill in {name!r}")
        held = there()
        assert held, "it was there a moment ago, and nothing has happened since"
        held = held.choosing(given)
        held.surface.typed[held.place] = held.chosen
        if held.block.get("dispatch_action"):
            await self.let_go(held)

    async def choose(self, label: str, option: str, *, about: str = "", home: bool = False) -> Answer:
        """Choose from a menu outside a form, which is sent at once."""
        return await self.let_go((await self.hold(label, about=about, home=home)).choosing(option))

    async def let_go(self, held: Held, *, expect: int = OK) -> Answer:
        """Press what is held, as it stood then: a second press, or one that comes too late."""
        payload = sends.pressed(self.slack, self.account, held.surface, held.action())
        answer = await self.slack.wire.deliver("interactive", payload)
        assert answer.status == expect, answer
        return answer

    async def submit(self, values: Values | None = None, *, expect: int = OK) -> Answer:
        """Fill in the open modal and submit it; AssertionError for what Slack's own client would not send."""
        await self.sees_modal()
        for name, given in (values or {}).items():
            await self.fill(name, given)
        view = top(self.slack, self.id)
        assert view, "the modal was there a moment ago"
        payload = sends.submitted(self.slack, self.account, view, self._ready(view.body["blocks"], view.typed))
        answer = await self.slack.wire.deliver("interactive", copy.deepcopy(payload))
        assert answer.status == expect, answer
        honour(self.slack, view, answer)
        return answer

    async def close_modal(self, *, all_of_them: bool = False) -> None:
        """Close the modal in front of them, or all."""
        for view in shut(self.slack, self.id, all_of_them=all_of_them):
            payload = sends.closed(self.slack, self.account, view, cleared=all_of_them)
            _fine(await self.slack.wire.deliver("interactive", payload))

    def _ready(self, blocks: list[Json], typed: Typed) -> Typed:
        state = filled(blocks, typed)
        missing = refused(blocks, state)
        assert not missing, f"Slack would not send this modal: {missing}"
        return state

    def _read(self, message: Message) -> str:
        if not message.blocks:
            return self._reader.mrkdwn(message.text)
        return self._reader.blocks(message.blocks, message.typed.get(self.id))

    def _holding(self, text: str, channel: str) -> list[str]:
        return [shown for shown in self.texts(channel) if text in shown]


def _fine(answer: Answer) -> Answer:
    assert answer.status == OK, answer
    return answer


def honour_text(person: Person, where: Conversation, answer: Answer) -> None:
    """Show what a command was answered with at once: to whoever asked, or to everybody where it says so."""
    text = str(answer.json.get("text", "")) if answer.json else answer.text
    blocks = answer.json.get("blocks") or []
    if not text and not blocks:
        return
    person.slack.check_message(text, blocks)
    alone = "" if answer.json.get("response_type") == "in_channel" else person.id
    bot = person.slack.bot(where.team)
    shown = completed(person.slack, blocks)
    where.messages.append(Message(person.slack.mint.ts(), where.id, bot, text, shown, only_for=alone))
