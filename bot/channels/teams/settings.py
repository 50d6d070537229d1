"""The settings of the Teams channel, under the names that Microsoft's own documentation uses where it has some."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from bot.errors import StartError
from bot.settings import EnvironmentSettings, Settings, is_loopback, load, load_settings

TEAMS = "https://smba.trafficmanager.net/"
METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
AUTHORITY = "https://login.microsoftonline.com"
# Where tokens are asked for by an app that was registered for many tenants, before that came to an end.
MANY = "botframework.com"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
URL = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~-]+)*/?")
OPEN_TO_OTHERS = (
    "COMMSDESK_TEAMS_UNSAFE_LOCAL: with it nobody is asked who they are, and COMMSDESK_HOST is {}, which other "
    "machines can reach. Take it away, or set COMMSDESK_HOST to 127.0.0.1."
)


class TeamsSettings(EnvironmentSettings):
    """How Teams is reached and whom it may serve. With none of them set there is no Teams channel."""

    app_id: str = Field(
        default="",
        validation_alias=AliasChoices("MICROSOFT_APP_ID"),
        description="the application (client) id of the app registration in Entra, 32 hex digits in five groups",
    )
    app_password: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("MICROSOFT_APP_PASSWORD"),
        description="the value (not the id) of a client secret of the app registration",
    )
    app_type: Literal["SingleTenant", "MultiTenant"] = Field(
        default="SingleTenant",
        validation_alias=AliasChoices("MICROSOFT_APP_TYPE"),
        description="SingleTenant, or MultiTenant for an app that was registered so before August 2025",
    )
    app_tenant_id: str = Field(
        default="",
        validation_alias=AliasChoices("MICROSOFT_APP_TENANT_ID"),
        description="the directory (tenant) id of the app registration, 32 hex digits in five groups",
    )
    teams_tenants: Annotated[dict[str, str], NoDecode] = Field(
        default_factory=dict,
        description="the tenants that may use the bot with their councils, as tenant id=council, with commas",
    )
    teams_service_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(TEAMS,),
        description=f"how Teams' own addresses begin, with commas between them, such as {TEAMS}",
    )
    teams_check: bool = Field(
        default=False, description="true in development: every card is held against Teams' limits before it is sent"
    )
    teams_unsafe_local: bool = Field(
        default=False,
        description="true in development, where no other machine can reach the bot: then nobody is asked who they are",
    )
    teams_openid_metadata_url: str = Field(
        default=METADATA, description=f"where Teams' signing keys are found, such as {METADATA}"
    )
    teams_authority: str = Field(
        default=AUTHORITY, description=f"where the bot gets its own tokens, such as {AUTHORITY}"
    )

    @field_validator("app_id", "app_tenant_id")
    @classmethod
    def _guid(cls, value: str) -> str:
        if value and not GUID.fullmatch(value.lower()):
            raise ValueError("it is no id of Entra's")
        return value.lower()

    @field_validator("teams_tenants", mode="before")
    @classmethod
    def _pairs(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in value.replace(" ", "").split(",") if part]
        if wrong := [tenant for tenant, _, council in pairs if not (GUID.fullmatch(tenant.lower()) and council)]:
            raise ValueError(f"{', '.join(wrong) or 'a pair'} is no tenant's id, or has no council")
        tenants = [tenant.lower() for tenant, *_ in pairs]
        if twice := {tenant for tenant in tenants if tenants.count(tenant) > 1}:
            raise ValueError(f"{', '.join(sorted(twice))} is named twice, and a tenant belongs to one council")
        return {tenant.lower(): council for tenant, _, council in pairs}

    @field_validator("teams_service_urls", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return [part for part in value.replace(" ", "").split(",") if part] if isinstance(value, str) else value

    @field_validator("teams_service_urls")
    @classmethod
    def _whole(cls, prefixes: tuple[str, ...]) -> tuple[str, ...]:
        if not prefixes:
            raise ValueError("nothing could ever be sent")
        return tuple(f"{trusted(prefix).rstrip('/')}/" for prefix in prefixes)

    @field_validator("teams_openid_metadata_url", "teams_authority")
    @classmethod
    def _safe(cls, url: str, info: Any) -> str:
        if info.field_name == "teams_authority" and not url.startswith("https://"):
            raise ValueError("the bot's secret goes there, so it begins with https://")
        return trusted(url).rstrip("/")

    @property
    def wanted(self) -> bool:
        """Whether anything of Teams is set that says it should be reached."""
        named = (self.app_id, self.app_password, self.app_tenant_id, self.teams_tenants)
        return self.teams_unsafe_local or any(named)

    @property
    def tenants(self) -> frozenset[str]:
        """The ids of the tenants that may use the bot; in the unsafe setting any other may, too."""
        return frozenset(self.teams_tenants) or frozenset({self.app_tenant_id} - {""})

    def council_of(self, tenant: str, own: str) -> str | None:
        """The council of that tenant, where `own` is the council of the deployment; None for a tenant not allowed."""
        known = self.teams_tenants or {self.app_tenant_id: own}
        otherwise = own if self.teams_unsafe_local else None
        return known.get(tenant.lower(), otherwise) if tenant else otherwise


def load_teams(settings: Settings | None = None) -> TeamsSettings:
    """The settings from the environment; StartError("settings") names each that is wrong or missing beside others.

    `settings` says where the server listens; where it is not given, it is read from the environment too.
    """
    given = load(TeamsSettings)
    host = (settings or load_settings()).host
    if given.wanted and (faults := list(_missing(given, host))):
        raise StartError("settings", faults)
    return given


def _missing(given: TeamsSettings, host: str) -> Iterator[str]:
    if given.teams_unsafe_local:
        if not is_loopback(host):
            yield OPEN_TO_OTHERS.format(host)
        return
    if not given.app_id:
        yield _write("MICROSOFT_APP_ID", "whatever claims to be Teams would have to be believed", "app_id")
    if not given.app_password:
        yield _write("MICROSOFT_APP_PASSWORD", "nothing can be sent to Teams without it", "app_password")
    if given.app_type == "SingleTenant" and not given.app_tenant_id:
        yield _write("MICROSOFT_APP_TENANT_ID", "nobody knows whose Teams it is", "app_tenant_id")
    if given.app_type == "MultiTenant" and not given.teams_tenants:
        yield _write("COMMSDESK_TEAMS_TENANTS", "any organisation could use the bot", "teams_tenants")


def _write(name: str, why: str, field: str) -> str:
    return f"{name} is missing: {why}. Write {TeamsSettings.model_fields[field].description}."


def trusted(url: str) -> str:
    """The address, where it is https or leads to this machine; ValueError for any other."""
    if not URL.fullmatch(url) or ".." in url:
        raise ValueError(f"{url} is no address of a service")
    parts = urlsplit(url)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError(f"{url} does not begin with https://")
    return url
