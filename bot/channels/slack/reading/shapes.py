"""The shapes of which what Slack sends is made: ids, words, workspaces, conversations and accounts."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


def _storable(text: str) -> str:
    # Databases cannot keep a NUL or half a character, and no keyboard writes one.
    if "\0" in text:
        raise ValueError("it holds a NUL")
    text.encode()
    return text


Words = Annotated[str, AfterValidator(_storable)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,100}$")]
# Of printed characters alone: with any other, the client that posts there fails before it asks.
Url = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]{1,2000}$")]


class Wire(BaseModel):
    """What the shapes share: types are taken as they are, and what nobody reads is dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Team(Wire):
    """The workspace in which something was done."""

    id: Id
    domain: Words | None = None


class User(Wire):
    """Whoever did it."""

    id: Id
    team_id: Id | None = None


class Conversation(Wire):
    """A conversation."""

    id: Id


class Shown(Wire):
    """What people see of an account."""

    real_name: Words | None = None
    email: Words | None = None


class Grid(Wire):
    """What an account is in a whole organisation of Slack Enterprise."""

    teams: list[Id] = Field(default_factory=list)


class Member(User):
    """An account as Slack tells of it by itself, when anything of it has changed."""

    deleted: bool = False
    is_bot: bool = False
    is_stranger: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_email_confirmed: bool = False
    updated: Annotated[int, Field(ge=0, lt=10**11)] | None = None
    profile: Shown | None = None
    enterprise_user: Grid | None = None
