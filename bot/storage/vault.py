"""Encrypts what must not be read by whoever gets hold of the database alone: the tokens of platforms."""

import base64
import json
from functools import cached_property
from typing import Annotated

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from bot.errors import StartError
from bot.ids import kept_key
from bot.settings import PREFIX, EnvironmentSettings, Settings, load

NAME = f"{PREFIX}ENCRYPTION_KEY"
FILE = "encryption.key"
WRITE = "a key that `commsdesk slack key` printed; while you change it, the new one, a comma and the old one"


class EncryptionSettings(EnvironmentSettings):
    """With which keys tokens are encrypted: the first of several writes, and all of them read."""

    encryption_key: Annotated[tuple[SecretStr, ...], NoDecode] = Field(default=(), description=WRITE)

    @field_validator("encryption_key", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part for part in value.replace(" ", "").split(",") if part) if isinstance(value, str) else value

    @field_validator("encryption_key")
    @classmethod
    def _keys(cls, keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        for key in keys:
            _fernet(key.get_secret_value())
        return keys


class Unreadable(Exception):
    """What is stored was sealed with none of the keys, or for something else, or was changed."""


class Vault:
    """Seals short texts, each for one purpose, and opens them again; no key is read before it is needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def seal(self, purpose: str, text: str) -> str:
        """The text, encrypted with the newest key, for that purpose alone."""
        return self._keys.encrypt(json.dumps([purpose, text]).encode()).decode()

    def open(self, purpose: str, sealed: str) -> str:
        """What was sealed for that purpose; Unreadable."""
        try:
            found, text = json.loads(self._keys.decrypt(sealed))
        except (InvalidToken, ValueError):
            raise Unreadable from None
        # A row that somebody copied over another one does not give it the other's token.
        if found != purpose:
            raise Unreadable
        return str(text)

    def renewed(self, purpose: str, sealed: str) -> str:
        """The same, sealed with the newest key where it was not; Unreadable."""
        text = self.open(purpose, sealed)
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return self.seal(purpose, text)
        return sealed

    def ready(self) -> None:
        """StartError where there is no key, and none can be made: replicas must share one."""
        self._newest  # noqa: B018 - reading it is what finds out

    @cached_property
    def _fernets(self) -> list[Fernet]:
        given = load(EncryptionSettings).encryption_key
        return [_fernet(key.get_secret_value()) for key in given] or [_kept(self._settings)]

    @property
    def _newest(self) -> Fernet:
        return self._fernets[0]

    @property
    def _keys(self) -> MultiFernet:
        return MultiFernet(self._fernets)


def new_key() -> str:
    """A key for COMMSDESK_ENCRYPTION_KEY."""
    return Fernet.generate_key().decode()


def _fernet(key: str) -> Fernet:
    try:
        return Fernet(key)
    except ValueError:
        raise ValueError("a key has the wrong form") from None


def _kept(settings: Settings) -> Fernet:
    if not settings.sqlite_file:
        raise StartError("settings", [f"{NAME} is missing, and replicas must share it. Write {WRITE}."])
    file = settings.data_dir / FILE
    try:
        return Fernet(base64.urlsafe_b64encode(bytes.fromhex(kept_key(file))))
    except (OSError, ValueError) as wrong:
        raise StartError(
            "settings", [f"{file} holds no key that can be read ({wrong}). Put the right one back."]
        ) from wrong
