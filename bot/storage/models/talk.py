"""Guided conversations, the policy versions that they are pinned to, and what has been dealt with."""

from typing import Any

from tortoise import fields

from bot.storage.models.owned import HASH, ID, LINE, NAME, Owned
from bot.storage.models.people import Person


class PolicyVersion(Owned):
    """A pack as it was when something was pinned to it: every file whole, by the hashes of rules and wording."""

    id = fields.CharField(max_length=HASH, primary_key=True)
    rules_hash = fields.CharField(max_length=HASH)
    wording_hash = fields.CharField(max_length=HASH)
    files: Any = fields.JSONField()
    first_used = fields.DatetimeField()

    class Meta:
        """Found by id."""

        table = "policy_version"


class Conversation(Owned):
    """A guided conversation: the answers by question id, never a current step. `version` counts its turns."""

    id = fields.CharField(max_length=ID, primary_key=True)
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="conversations", on_delete=fields.RESTRICT
    )
    flow = fields.CharField(max_length=NAME)
    state = fields.CharField(max_length=20, default="open")
    answers: Any = fields.JSONField(default=dict)
    view: Any = fields.JSONField(default=dict)
    situation: Any = fields.JSONField(default=dict)
    policy_id = fields.CharField(max_length=HASH)
    case_id = fields.CharField(max_length=ID, null=True)
    address = fields.CharField(max_length=LINE, default="")
    version = fields.IntField(default=1)
    drafted = fields.DatetimeField(null=True)
    started = fields.DatetimeField()
    updated = fields.DatetimeField()

    class Meta:
        """Found by person: which one is open."""

        table = "conversation"
        indexes = (("person_id", "state"),)


class Receipt(Owned):
    """An inbound delivery that was dealt with and what was answered, so that a repeat gets the same words."""

    id = fields.CharField(max_length=HASH, primary_key=True)
    reply: Any = fields.JSONField()
    at = fields.DatetimeField()

    class Meta:
        """Found by id."""

        table = "receipt"
