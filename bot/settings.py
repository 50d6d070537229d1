"""The one place that reads the environment: every setting, what it may be, and every fault in them at once."""

import difflib
import ipaddress
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AliasChoices, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import StartError
from bot.ids import kept_key

PREFIX = "COMMSDESK_"
SHORTEST_SECRET = 32
Seconds = Annotated[float, Field(gt=0)]


class EnvironmentSettings(BaseSettings):
    """What every group of settings shares; a channel makes its own group in its own folder, and `load` reads it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        validate_default=True,
        hide_input_in_errors=True,
    )


class Settings(EnvironmentSettings):
    """How one deployment runs. A description says what to write; it is quoted when the value is wrong."""

    data_dir: Path = Field(default=Path("data"), description="a folder for the data, such as ./data")
    database_url: str = Field(
        default="",
        repr=False,
        description="sqlite://file, sqlite:///full/path/file or postgres://user:password@host/name",
    )
    engine_url: str = Field(
        default="", repr=False, description="a second SQLite file for the delivery engine, or postgres://…"
    )
    secret: SecretStr | None = Field(
        default=None, description=f"at least {SHORTEST_SECRET} random letters and figures, to sign the buttons with"
    )
    secret_file: Path | None = Field(default=None, description="a file that holds the secret and that can be read")
    host: str = Field(default="127.0.0.1", description="the address to listen on, such as 127.0.0.1 or 0.0.0.0")
    port: int = Field(
        default=8000,
        ge=0,
        le=65535,
        validation_alias=AliasChoices(f"{PREFIX}PORT", "PORT"),
        description="a whole number from 0 to 65535, such as 8000; 0 takes any free port",
    )
    policy_path: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description=f"folders of further councils that exist, with {os.pathsep} between them"
    )
    council: str = Field(default="suffolk", min_length=1, description="the council to take where none is named")
    sweep_seconds: Seconds = Field(default=60, description="the seconds between two sweeps, more than 0, such as 60")
    beat_seconds: Seconds = Field(default=10, description="the seconds between two heartbeats, more than 0, such as 10")
    dead_seconds: Seconds = Field(
        default=60, description="the seconds without a heartbeat after which a replica is dead, at least twice the beat"
    )
    stale_seconds: Seconds = Field(default=900, description="the seconds after which an unsent message is sent again")
    grace_seconds: Seconds = Field(default=5, description="the seconds that a new message is left alone by the sweep")
    practice_room: bool = Field(
        default=False,
        description="nothing: `commsdesk demo` sets it, and only on an address that no other machine can reach",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="debug, info, warning or error"
    )
    log_format: Literal["console", "json"] = Field(default="console", description="console or json")

    @field_validator("data_dir")
    @classmethod
    def _whole_path(cls, folder: Path) -> Path:
        return folder.absolute()

    @field_validator("database_url", "engine_url")
    @classmethod
    def _known_database(cls, url: str, info: ValidationInfo) -> str:
        whole = _whole_url(url) if url else _default_url(info)
        if info.field_name == "database_url":
            return whole.replace("postgresql://", "postgres://", 1)
        if sqlite_file(whole) and whole == info.data.get("database_url"):
            raise ValueError("this is the application's own file; the engine needs a second one")
        return whole.replace("postgres://", "postgresql://", 1)

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret and len(secret.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError("it is too short to be safe")
        return secret

    @field_validator("secret_file")
    @classmethod
    def _readable(cls, file: Path | None) -> Path | None:
        if file and not (file.is_file() and os.access(file, os.R_OK)):
            raise ValueError(f"{file} cannot be read")
        if file and len(file.read_text().strip()) < SHORTEST_SECRET:
            raise ValueError(f"what {file} holds is shorter than {SHORTEST_SECRET}")
        return file

    @field_validator("policy_path", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return [part for part in value.split(os.pathsep) if part] if isinstance(value, str) else value

    @field_validator("policy_path")
    @classmethod
    def _folders(cls, folders: tuple[Path, ...]) -> tuple[Path, ...]:
        if absent := [str(f) for f in folders if not f.is_dir()]:
            raise ValueError(f"there is no folder {', '.join(absent)}")
        return folders

    @field_validator("dead_seconds")
    @classmethod
    def _slower_than_the_beat(cls, seconds: float, info: ValidationInfo) -> float:
        if seconds < 2 * info.data.get("beat_seconds", 0):
            raise ValueError("a replica that is well would be taken for dead")
        return seconds

    @field_validator("practice_room")
    @classmethod
    def _at_home(cls, practice: bool, info: ValidationInfo) -> bool:
        if practice and not is_loopback(info.data.get("host", "")):
            raise ValueError("in a practice room anybody may act as anybody, so it must not be reachable from outside")
        return practice

    @property
    def sqlite_file(self) -> Path | None:
        """The application's SQLite file, or None on PostgreSQL."""
        return sqlite_file(self.database_url)

    def signing_key(self) -> SecretStr:
        """The secret for signing, made once in the data folder where none is given.

        StartError on PostgreSQL without one: each replica would make its own and refuse the others' buttons.
        """
        if self.secret:
            return self.secret
        if self.secret_file:
            return SecretStr(self.secret_file.read_text().strip())
        if not self.sqlite_file:
            write = type(self).model_fields["secret"].description
            raise StartError("settings", [f"{PREFIX}SECRET is missing, and replicas must share it. Write {write}."])
        return _kept_key(self.data_dir / "secret.key")


GroupT = TypeVar("GroupT", bound=EnvironmentSettings)


def load(group: type[GroupT]) -> GroupT:
    """The settings of that group from the environment; StartError("settings") names every one that is wrong."""
    faults = []
    try:
        loaded = group()
    except ValidationError as wrong:
        faults = [_fault(group, e) for e in wrong.errors(include_url=False)]
    if faults := [*faults, *_misspelt(group)]:
        raise StartError("settings", faults)
    return loaded


def load_settings() -> Settings:
    """The settings of the application; StartError as `load`."""
    return load(Settings)


def sqlite_file(url: str) -> Path | None:
    """The file that a database URL names, or None where it is no SQLite URL; a slash more than needed does no harm."""
    scheme, found, path = url.partition("://")
    if scheme != "sqlite" or not found:
        return None
    return Path("/" + path.lstrip("/")) if path.startswith("/") else Path(path)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def names(group: type[EnvironmentSettings], field: str) -> tuple[str, ...]:
    """The environment variables that set a field of the group, the one to document first."""
    alias = group.model_fields[field].validation_alias
    if isinstance(alias, AliasChoices):
        return tuple(str(choice) for choice in alias.choices)
    return (f"{group.model_config['env_prefix']}{field}".upper(),)


def _default_url(info: ValidationInfo) -> str:
    main = str(info.data.get("database_url", ""))
    if main.startswith("postgres"):
        return main
    file = sqlite_file(main)
    return f"sqlite:///{file.with_name('engine.db') if file else info.data.get('data_dir', Path.cwd()) / 'app.db'}"


def _whole_url(url: str) -> str:
    if url.startswith(("postgres://", "postgresql://")):
        return url
    file = sqlite_file(url)
    if file is None or not file.name:
        raise ValueError("it is not the address of a database that this program knows")
    return f"sqlite:///{file.absolute()}"


def _kept_key(file: Path) -> SecretStr:
    try:
        return SecretStr(kept_key(file))
    except OSError as wrong:
        fault = f"{PREFIX}DATA_DIR: {file} cannot be made or read ({wrong.strerror}). Name a folder you may write to."
        raise StartError("settings", [fault]) from wrong


def _fault(group: type[EnvironmentSettings], error: ErrorDetails) -> str:
    place = str(error["loc"][0])
    name = next(n for n in group.model_fields if place in (n, *names(group, n)))
    field = group.model_fields[name]
    reason = error.get("ctx", {}).get("error") or (f"{error['input']!r} cannot be used" if field.repr else "wrong form")
    return f"{names(group, name)[0]}: {reason}. Write {field.description}."


def _misspelt(group: type[EnvironmentSettings]) -> Iterator[str]:
    known = [n for field in group.model_fields for n in names(group, field)]
    for name in sorted(n for n in os.environ if n.startswith(PREFIX) and n not in known):
        for near in difflib.get_close_matches(name, known, 1, 0.9):
            yield f"{name}: there is no such setting. Did you mean {near}?"
