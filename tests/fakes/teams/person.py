"""Somebody in Teams: what they see, and everything that they can do, delivered to the bot as Teams would."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp

from tests.fakes.teams import payloads
from tests.fakes.teams.dialogs import Dialog
from tests.fakes.teams.filling import Given, NotOffered, field_named, filled
from tests.fakes.teams.hands import Finger, found, held
from tests.fakes.teams.reach import Reach
from tests.fakes.teams.state import Conversation, Held, Json, Message
from tests.fakes.teams.surfaces import Surface, all_fields, opens
from tests.fakes.teams.wire import Answer

Values = Mapping[str, Given]


class Person(Reach):
    """One person with their eyes and hands. What they do fails the test where the bot does not take it."""

    # What they write and send.

    async def say(
        self, text: str, chat: Conversation | None = None, *, files: Mapping[str, bytes] | None = None
    ) -> Answer:
        """Write to the bot in their chat with it; `files` by name. Elsewhere it hears only what mentions it."""
        assert chat is None or chat.kind == "personal", "in a group chat or a channel a bot hears only its mentions"
        attached = [self._file(name, body) for name, body in (files or {}).items()]
        return await self._write({"text": text, **({"attachments": attached} if attached else {})}, chat, "")

    async def paste(self, picture: bytes, text: str = "") -> Answer:
        """Paste a picture into a message to the bot."""
        kept = self._keep("picture.png", picture)
        return await self._write({"text": text, "attachments": [payloads.picture(self.teams, kept)]}, None, "")

    async def mention(self, text: str, chat: Conversation, *, root: str = "") -> Answer:
        """Write to the bot in a group chat or a channel, in a thread where `root` is a message's id."""
        return await self._write({"text": text}, chat, root, named=True)

    async def post(self, text: str, chat: Conversation, *, root: str = "") -> Message:
        """Write a message that does not concern the bot, and of which it hears nothing."""
        message = Message(self.teams.mint.message(), chat.id, self.id, {"text": text}, root)
        chat.messages.append(message)
        return message

    async def edit(self, message: Message, text: str) -> Answer:
        """Edit what they wrote to the bot."""
        where = self.teams.state.conversation(message.conversation)
        message.activity["text"] = text
        whole = payloads.said(self.teams, self.account, where, message)
        whole |= {"type": "messageUpdate", "channelData": {**whole["channelData"], "eventType": "editMessage"}}
        return self._taken(await self.teams.wire.deliver(whole))

    async def react(self, message: Message, kind: str = "like") -> Answer:
        """Put a reaction on a message."""
        return await self.does("messageReaction", message, reactionsAdded=[{"type": kind}])

    async def does(self, kind: str, about: Message, **parts: Any) -> Answer:
        """Anything else that Teams tells a bot of a message, now or some day."""
        where = self.teams.state.conversation(about.conversation)
        whole = payloads.activity(self.teams, self.account, where, kind, about.root or about.id, **parts)
        return self._taken(await self.teams.wire.deliver({**whole, "replyToId": about.id}))

    # What they press.

    async def hold(self, label: str, *, about: str = "", beside: str = "", chat: Conversation | None = None) -> Finger:
        """Wait for a button of that label and lay a finger on it; the card in which it is hidden is opened for it.

        `about` are words that must stand on the same card, `beside` such in the same row.
        """

        def looked() -> Finger | None:
            return found(self._surfaces(chat), label, about, beside, old=self.old)

        await self.teams.until(looked, f"{self.account.name} sees {label!r} {about}, only {self.buttons(chat)}")
        finger = looked()
        assert finger, "it was there a moment ago, and nothing has happened since"
        opens(finger.live, finger.spot)
        return finger

    async def press(
        self,
        label: str,
        values: Values | None = None,
        *,
        about: str = "",
        beside: str = "",
        chat: Conversation | None = None,
        **more: Given,
    ) -> Answer | None:
        """Fill in some fields by label or input id, then press the newest button of that label.

        Gives the bot's answer; None for a button that only opens, shows or hides something.
        """
        finger = await self.hold(label, about=about, beside=beside, chat=chat)
        for name, given in {**(values or {}), **more}.items():
            _fill(finger.live, name, given, finger.spot.inputs()[::-1])
        return await self.let_go(held(finger))

    async def fill(self, name: str, given: Given, chat: Conversation | None = None) -> None:
        """Fill in the newest field of that label or id; nothing is sent."""

        def there() -> Surface | None:
            return next((s for s in self._surfaces(chat) if field_named(all_fields(s.card), name)), None)

        await self.teams.until(there, f"{self.account.name} can fill in {name!r}")
        surface = there()
        assert surface, "it was there a moment ago, and nothing has happened since"
        _fill(surface, name, given)

    async def press_twice(
        self, label: str, *, about: str = "", chat: Conversation | None = None
    ) -> list[Answer | None]:
        """Press a button twice before anything has come back; both answers."""
        finger = await self.hold(label, about=about, chat=chat)
        return list(await asyncio.gather(self.let_go(finger), self.let_go(finger)))

    async def let_go(self, finger: Finger) -> Answer | None:
        """Press what is held, as it stood then: a second press, or one that comes too late.

        AssertionError for what Teams' own client would not send.
        """
        match finger.spot.action["type"]:
            case "Action.ShowCard":
                finger.live.opened ^= {id(finger.spot.action)}
            case "Action.ToggleVisibility":
                finger.live.toggle(finger.spot.action)
            case "Action.OpenUrl":
                self.told.append(str(finger.spot.action["url"]))
            case _:
                return await self._send(finger)
        return None

    async def refresh(self, where: Conversation, message: Message, action: Json) -> None:
        """What their client does by itself for a card to be refreshed for them; it lets a bot be that is away."""
        with contextlib.suppress(aiohttp.ClientError):
            if not self.old:
                await self._execute(where, message, action, action.get("data") or {}, "automatic")

    # Dialogs.

    async def extension(self, command: str, message: Message) -> Answer:
        """Open the message extension of that command on a message."""
        where = self.teams.state.conversation(message.conversation)
        base = {
            "commandId": command, "commandContext": "message", "context": {"theme": "default"},
            "messagePayload": payloads.payload(self.teams, where, message), "requestId": self.teams.mint.digest(32),
        }  # fmt: skip
        return await self._asked(Dialog("composeExtension/fetchTask", where, message, base), base)

    async def close_dialog(self) -> None:
        """Close the dialog, of which the bot hears nothing."""
        self.teams.state.dialogs.pop(self.id)

    # Files that the bot offers.

    async def accept(self, name: str) -> Answer:
        """Accept a file that the bot offers; the bot may upload it then, and `uploaded` has it."""
        message, offer = self._offered(name)
        kept = self._keep(name, b"")
        kept.open = True
        info = {
            "contentUrl": f"https://{self.account.tenant}-my.sharepoint.com/Documents/{name}", "name": name,
            "uploadUrl": f"{self.teams.root}/upload/{kept.id}", "uniqueId": kept.id,
            "fileType": name.rpartition(".")[2],
        }  # fmt: skip
        context = (offer.get("content") or {}).get("acceptContext")
        value = {"type": "fileUpload", "action": "accept", "context": context, "uploadInfo": info}
        return await self._invoke("fileConsent/invoke", value, self.direct, message)

    async def decline(self, name: str) -> Answer:
        """Decline a file that the bot offers."""
        message, offer = self._offered(name)
        context = (offer.get("content") or {}).get("declineContext")
        value = {"type": "fileUpload", "action": "decline", "context": context}
        return await self._invoke("fileConsent/invoke", value, self.direct, message)

    async def uploaded(self, name: str) -> bytes:
        """Wait for a file that was accepted, and give its bytes."""

        def there() -> list[Held]:
            return [f for i, f in self.teams.state.files.items() if f.name == name and i in self.teams.uploaded()]

        await self.teams.until(there, f"{name} is uploaded")
        return there()[-1].body

    # The app itself.

    async def install(self, chat: Conversation | None = None) -> None:
        """Add the app: for themselves, or to a chat or channel."""
        where = chat or self.teams.personal(self.account, make=True)
        assert where, "it was made"
        where.installed = True
        await self.open_chat(where)

    async def open_chat(self, chat: Conversation | None = None) -> None:
        """What is told of an installation, which may be told again each time that a chat is opened."""
        where = chat or self.direct
        self._taken(await self.teams.wire.deliver(payloads.installed(self.teams, self.account, where, "add")))
        who = (self.id, self.teams.bot_id) if where.kind == "personal" else (self.teams.bot_id,)
        self._taken(await self.teams.wire.deliver(payloads.joined(self.teams, self.account, where, *who)))

    async def uninstall(self, chat: Conversation | None = None) -> None:
        """Take the app away again."""
        where = chat or self.direct
        where.installed = False
        if where.kind != "personal":
            left = payloads.joined(self.teams, self.account, where, self.teams.bot_id, left=True)
            self._taken(await self.teams.wire.deliver(left))
        self._taken(await self.teams.wire.deliver(payloads.installed(self.teams, self.account, where, "remove")))

    async def joins(self, chat: Conversation) -> None:
        """Come into a chat or channel that the bot is in."""
        chat.members.add(self.id)
        self._taken(await self.teams.wire.deliver(payloads.joined(self.teams, self.account, chat, self.id)))

    async def leaves(self, chat: Conversation) -> None:
        """Leave a chat or channel that the bot is in."""
        chat.members.discard(self.id)
        self._taken(await self.teams.wire.deliver(payloads.joined(self.teams, self.account, chat, self.id, left=True)))

    def block(self) -> None:
        """Block the bot, of which it is told nothing."""
        self.direct.blocked = True

    def unblock(self) -> None:
        """Let the bot write again."""
        self.direct.blocked = False


def _fill(surface: Surface, name: str, given: Given, first: Sequence[Json] = ()) -> None:
    """Two cards within one may each have a field of that name: those that go with the button come `first`."""
    asked = field_named([*first, *all_fields(surface.card)], name)
    if asked is None:
        raise NotOffered(f"no field {name!r} among {[f.get('label') for f in all_fields(surface.card)]}")
    surface.typed[asked["id"]] = filled(asked, given)
