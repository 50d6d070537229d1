"""The SDK that Microsoft made for bots understands what the fake's connector answers, its refusals too."""

import asyncio
from typing import Any

import pytest
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationParameters
from botframework.connector.auth import MicrosoftAppCredentials
from botframework.connector.connector_client import ConnectorClient
from botframework.connector.models import ErrorResponseException

from tests.fakes.teams import HOME, FakeTeams
from tests.fakes.teams.person import Person


class Known(MicrosoftAppCredentials):  # type: ignore[misc]  # botbuilder has no types
    """The app's credentials with a token that is there already."""

    def __init__(self, teams: FakeTeams) -> None:
        super().__init__(teams.app_id, teams.app_password, HOME)
        self._token = teams.entra.issue()

    def get_access_token(self, force_refresh: bool = False) -> str:
        return self._token


def words(text: str) -> Activity:
    return Activity(type=ActivityTypes.message, text=text, text_format="plain")


async def asked(teams: FakeTeams, call: Any) -> Any:
    """What the SDK makes of it; it blocks, so it is called in a thread."""

    def asking() -> Any:
        client = ConnectorClient(Known(teams), base_url=teams.service_url)
        try:
            return call(client.conversations)
        finally:
            client._client.close()

    return await asyncio.to_thread(asking)


async def test_the_sdk_opens_a_chat_writes_and_edits(teams: FakeTeams, nadia: Person) -> None:
    opening = ConversationParameters(
        is_group=False, members=[ChannelAccount(id=nadia.id)], channel_data={"tenant": {"id": HOME}}
    )
    chat = (await asked(teams, lambda c: c.create_conversation(opening))).id
    assert chat == nadia.direct.id
    sent = (await asked(teams, lambda c: c.send_to_conversation(chat, words("one")))).id
    answer = (await asked(teams, lambda c: c.reply_to_activity(chat, sent, words("two")))).id
    assert (await asked(teams, lambda c: c.update_activity(chat, sent, words("three")))).id == sent
    assert nadia.lines() == ["three", "two"]
    await asked(teams, lambda c: c.delete_activity(chat, answer))
    assert nadia.lines() == ["three"]


async def test_the_sdk_reads_members(teams: FakeTeams, nadia: Person) -> None:
    group = teams.group("All", nadia, teams.person("tobias"))
    one = await asked(teams, lambda c: c.get_conversation_member(group.id, nadia.id))
    assert (one.name, one.aad_object_id) == ("Nadia Rahman", nadia.account.object_id)
    page = await asked(teams, lambda c: c.get_conversation_paged_members(group.id, page_size=1))
    assert (len(page.members), page.continuation_token) == (1, "1")


async def test_the_sdk_reads_a_refusal(teams: FakeTeams, nadia: Person) -> None:
    nadia.direct.installed = False
    with pytest.raises(ErrorResponseException) as refused:
        await asked(teams, lambda c: c.send_to_conversation(nadia.direct.id, words("one")))
    assert refused.value.response.status_code == 403
    assert refused.value.error.error.code == "MessageWritesBlocked"
