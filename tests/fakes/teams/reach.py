"""How what somebody does reaches the bot, and how what it answers comes about."""

from __future__ import annotations

from typing import Any

from tests.fakes.teams import payloads
from tests.fakes.teams.answers import dialogued, pressed
from tests.fakes.teams.dialogs import Dialog
from tests.fakes.teams.eyes import Eyes
from tests.fakes.teams.filling import NotOffered
from tests.fakes.teams.hands import Finger
from tests.fakes.teams.state import CONSENT, Conversation, Held, Json, Message, attachments
from tests.fakes.teams.wire import Answer

FINE = {200, 201, 202}


class Reach(Eyes):
    """One person's way to the bot."""

    def _taken(self, answer: Answer) -> Answer:
        assert answer.status in FINE, answer
        return answer

    async def _write(self, own: Json, chat: Conversation | None, root: str, *, named: bool = False) -> Answer:
        where = chat or self.direct
        assert where.installed, f"Teams lets nobody write to a bot that is not installed: {where.id}"
        message = Message(self.teams.mint.message(), where.id, self.id, own, root)
        where.messages.append(message)
        where.blocked = False
        whole = payloads.said(self.teams, self.account, where, message, named=named)
        return self._taken(await self.teams.wire.deliver(whole))

    async def _send(self, finger: Finger) -> Answer:
        finger.live.errors = finger.refused
        assert not finger.refused, f"Teams would not send this: {finger.refused}"
        dialog: Dialog | None = self.teams.state.dialogs.get(self.id)
        if dialog and dialog.surface is finger.live:
            going = dialog.submitting()
            return await self._asked(going, {**going.base, "data": finger.data})
        message, where = finger.surface.message, finger.surface.where
        assert message, "what is in no dialog is in a message"
        if finger.spot.action["type"] == "Action.Execute":
            return await self._execute(where, message, finger.spot.action, finger.data, "manual")
        return await self._submit(where, message, finger.data)

    async def _execute(self, where: Conversation, message: Message, action: Json, data: Any, trigger: str) -> Answer:
        kept = {k: v for k, v in action.items() if k in {"type", "title", "verb", "id"}}
        value = {"action": {**kept, "data": data}, "trigger": trigger}
        answer = await self._deliver(
            payloads.invoked(self.teams, self.account, where, ("adaptiveCard/action", value), message)
        )
        pressed(self, message, answer)
        return answer

    async def _submit(self, where: Conversation, message: Message, data: Any) -> Answer:
        if isinstance(data, dict) and (data.get("msteams") or {}).get("type") == "task/fetch":
            base = {"context": {"theme": "default"}}
            return await self._asked(Dialog("task/fetch", where, message, base), {**base, "data": data})
        return self._taken(await self._deliver(payloads.submitted(self.teams, self.account, where, data, message)))

    async def _asked(self, dialog: Dialog, value: Json) -> Answer:
        answer = await self._deliver(
            payloads.invoked(self.teams, self.account, dialog.where, (dialog.asked, value), dialog.about)
        )
        dialogued(self, dialog, answer)
        return answer

    async def _invoke(self, name: str, value: Json, where: Conversation, message: Message) -> Answer:
        return self._taken(
            await self._deliver(payloads.invoked(self.teams, self.account, where, (name, value), message))
        )

    async def _deliver(self, activity: Json) -> Answer:
        return await self.teams.wire.deliver(activity)

    def _offered(self, name: str) -> tuple[Message, Json]:
        for message in reversed(self.direct.messages):
            for offer in attachments(message.activity, CONSENT) if not message.deleted else ():
                if offer.get("name") == name:
                    return message, offer
        raise NotOffered(f"no file {name!r} is offered: {self.lines()[-3:]}")

    def _file(self, name: str, body: bytes) -> Json:
        tenant = self.teams.state.tenants[self.account.tenant]
        return payloads.download(self.teams, self.account, tenant, self._keep(name, body))

    def _keep(self, name: str, body: bytes) -> Held:
        kept = Held(self.teams.mint.guid(), name, body)
        self.teams.state.files[kept.id] = kept
        return kept
