"""The settings of the Slack channel, under the names that Slack's own documentation uses where it has some."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from bot.errors import StartError
from bot.settings import EnvironmentSettings, load

SLACK = "https://slack.com/api/"


class SlackSettings(EnvironmentSettings):
    """How Slack is reached and how its requests are checked. With none of them set there is no Slack channel."""

    bot_token: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("SLACK_BOT_TOKEN"),
        description="the bot token of the one workspace, which begins with xoxb-",
    )
    signing_secret: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("SLACK_SIGNING_SECRET"),
        description="the signing secret from the app's page Basic Information",
    )
    app_token: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("SLACK_APP_TOKEN"),
        description="an app-level token with the scope connections:write, which begins with xapp-",
    )
    client_id: str = Field(
        default="",
        validation_alias=AliasChoices("SLACK_CLIENT_ID"),
        description="the client id from the app's page Basic Information",
    )
    client_secret: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("SLACK_CLIENT_SECRET"),
        description="the client secret from the app's page Basic Information",
    )
    workspaces: Annotated[dict[str, str], NoDecode] = Field(
        default_factory=dict,
        validation_alias=AliasChoices("SLACK_WORKSPACES"),
        description="the workspaces that may install the app with their councils, such as T0123=suffolk,T0456=cannock",
    )
    slack_api_url: str = Field(
        default=SLACK, pattern=r"^https?://[^\s/]+/.*$", description=f"the address of Slack's Web API, such as {SLACK}"
    )
    slack_check: bool = Field(
        default=False, description="true in development: every message is held against Slack's limits before it is sent"
    )

    @field_validator("bot_token", "app_token")
    @classmethod
    def _of_that_kind(cls, token: SecretStr | None, info: Any) -> SecretStr | None:
        kind = {"bot_token": "xoxb-", "app_token": "xapp-"}[info.field_name]
        if token and not token.get_secret_value().startswith(kind):
            raise ValueError(f"it does not begin with {kind}")
        return token

    @field_validator("workspaces", mode="before")
    @classmethod
    def _pairs(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in value.replace(" ", "").split(",") if part]
        if wrong := [team for team, _, council in pairs if not (team and council)]:
            raise ValueError(f"{', '.join(wrong) or 'a pair'} has no council or no workspace")
        if twice := {team for team, *_ in pairs if sum(team == other for other, *_ in pairs) > 1}:
            raise ValueError(f"{', '.join(sorted(twice))} is named twice, and a workspace belongs to one council")
        return {team: council for team, _, council in pairs}

    @property
    def wanted(self) -> bool:
        """Whether anything of Slack is set that says it should be reached."""
        return any((self.bot_token, self.signing_secret, self.app_token, self.client_id, self.client_secret))


def load_slack() -> SlackSettings:
    """The settings from the environment; StartError("settings") names each that is wrong or missing beside others."""
    settings = load(SlackSettings)
    if settings.wanted and (faults := list(_missing(settings))):
        raise StartError("settings", faults)
    return settings


def _missing(given: SlackSettings) -> Iterator[str]:
    if not (given.bot_token or given.client_id):
        yield _write("SLACK_BOT_TOKEN", "Slack cannot be called without it", "bot_token")
    if not (given.signing_secret or given.app_token):
        fault = _write("SLACK_SIGNING_SECRET", "what comes from Slack cannot be checked without it", "signing_secret")
        yield f"{fault} Or set SLACK_APP_TOKEN, and the app connects to Slack itself by Socket Mode."
    if given.client_id and not given.client_secret:
        yield _write("SLACK_CLIENT_SECRET", "nobody can install the app without it", "client_secret")
    if given.client_secret and not given.client_id:
        yield _write("SLACK_CLIENT_ID", "nobody can install the app without it", "client_id")
    if given.client_id and not given.workspaces:
        yield _write("SLACK_WORKSPACES", "no workspace may install the app without it", "workspaces")


def _write(name: str, why: str, field: str) -> str:
    return f"{name} is missing: {why}. Write {SlackSettings.model_fields[field].description}."
