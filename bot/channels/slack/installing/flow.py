"""The two addresses of installing: where it begins, and where Slack sends people back to."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from aiohttp import ClientError, encode_basic_auth, web
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.calling.scopes import BOT
from bot.channels.slack.installing import pages
from bot.channels.slack.installing.pages import Page
from bot.channels.slack.installing.ports import InstallPorts
from bot.channels.slack.installing.stores import NotInstalled, StateStore, Store
from bot.channels.slack.settings import SlackSettings
from bot.errors import CommsDeskError

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
Listed = dict[str, Sequence[str]]
FORBIDDEN, AWAY = 403, 503
PAGES: Mapping[str, Page] = {
    "access_denied": pages.CANCELLED,
    "invalid_browser": pages.EXPIRED,
    "invalid_state": pages.EXPIRED,
}


class Exchanging(AsyncWebClient):
    """A client that gets a token for a code."""

    @classmethod
    def over(cls, calls: Calls) -> "Exchanging":
        """The same client as all others of the channel, but for this call."""
        plain = calls.bare()
        return cls(None, plain.base_url, session=plain.session, retry_handlers=[])

    async def oauth_v2_access(self, *, client_id: str, client_secret: str, code: str, **_: Any) -> AsyncSlackResponse:  # type: ignore[override]  # what the flow gives
        """As Slack's client does it, which uses what aiohttp is going to drop."""
        headers = {"Authorization": encode_basic_auth(client_id, client_secret)}
        return await self.api_call("oauth.v2.access", data={"code": code}, headers=headers)


class Flow(AsyncOAuthFlow):
    """Bolt's flow with pages of our own, through the channel's own connections."""

    def __init__(self, settings: AsyncOAuthSettings, calls: Calls) -> None:
        log = logging.getLogger("commsdesk.slack.installing")
        log.setLevel(logging.ERROR)  # below that bolt quotes the code, which is worth a token
        super().__init__(settings=settings, logger=log)
        self._calls = calls

    @property
    def client(self) -> AsyncWebClient:
        return Exchanging.over(self._calls)

    async def run_installation(self, code: str) -> Installation | None:
        """The token for the code; None where Slack does not give one, or does not answer."""
        try:
            return await super().run_installation(code)
        except (ClientError, TimeoutError, SlackClientError, ConnectionError):
            return None

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        return pages.html(pages.start(url))


class Installing:
    """Answers both addresses."""

    def __init__(self, given: SlackSettings, calls: Calls, ports: InstallPorts) -> None:
        self._councils, self._titles = given.workspaces, ports.titles
        self._flow = Flow(self._settings(given, calls, ports), calls)

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """The routes; a look at their heads alone begins nothing."""
        pairs = ((INSTALL, self._flow.handle_installation), (REDIRECT, self._flow.handle_callback))
        return [web.get(path, _answering(handle), allow_head=False) for path, handle in pairs]

    def _settings(self, given: SlackSettings, calls: Calls, ports: InstallPorts) -> AsyncOAuthSettings:
        secret = given.client_secret.get_secret_value() if given.client_secret else ""
        return AsyncOAuthSettings(
            client_id=given.client_id, client_secret=secret, scopes=BOT, user_scopes=(),
            install_path=INSTALL, redirect_uri_path=REDIRECT,
            authorization_url=urljoin(given.slack_api_url, "/oauth/v2/authorize"),
            installation_store=Store(calls, ports.installations, given.workspaces),
            state_store=StateStore(ports.beginnings),
            callback_options=AsyncCallbackOptions(success=self._succeeded, failure=self._failed),
        )  # fmt: skip

    async def _succeeded(self, done: AsyncSuccessArgs) -> BoltResponse:
        team = done.installation.team_id or ""
        council = self._titles[self._councils[team]]
        ended = done.settings.state_utils.build_set_cookie_for_deletion()
        return _page(pages.installed(done.installation.team_name or team, council), cookie=ended)

    async def _failed(self, failed: AsyncFailureArgs) -> BoltResponse:
        if isinstance(failed.error, NotInstalled):
            status = AWAY if failed.error.page is pages.NOT_KEPT else FORBIDDEN
            return _page(failed.error.page, status)
        # What Slack, or whoever made the address, gives as the reason is never shown.
        return _page(PAGES.get(failed.reason, pages.NOT_CONFIRMED), failed.suggested_status_code)


def _page(page: Page, status: int = 200, cookie: str = "") -> BoltResponse:
    return BoltResponse(status=status, body=pages.html(page), headers={"Set-Cookie": [cookie] if cookie else []})


def _answering(
    handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        # Which workspace is meant, Slack asks for itself.
        query: Listed = {name: request.query.getall(name) for name in request.query if name != "team"}
        cookies: dict[str, str | Sequence[str]] = {"cookie": request.headers.getall("Cookie", [])}
        try:
            said = await handle(AsyncBoltRequest(body="", query=query, headers=cookies))
        except CommsDeskError:  # the database is away
            said = _page(pages.NOT_KEPT, AWAY)
        shown = web.Response(status=said.status, text=said.body, content_type="text/html", headers=pages.HEADERS)
        for value in said.headers.get("set-cookie", ()):
            shown.headers.add("Set-Cookie", value)
        return shown

    return answer
