"""The audit: one chain of entries a case, personal data apart, and the daily anchors."""

from typing import Any

from tortoise import fields

from bot.storage.models.cases import Case
from bot.storage.models.owned import HASH, ID, NAME, Owned


class Entry(Owned):
    """One link of a case's audit chain; `at` is text, so that a round trip through a database changes no digit."""

    id = fields.BigIntField(primary_key=True)
    case: fields.ForeignKeyRelation["Case"] = fields.ForeignKeyField(
        "commsdesk.Case", related_name="entries", on_delete=fields.RESTRICT
    )
    seq = fields.IntField()
    kind = fields.CharField(max_length=40)
    actor = fields.CharField(max_length=ID, default="")
    facts: Any = fields.JSONField()
    at = fields.CharField(max_length=40)
    prev_hash = fields.CharField(max_length=HASH)
    hash = fields.CharField(max_length=HASH)

    class Meta:
        """A chain cannot fork: no two entries of a case follow the same one."""

        table = "entry"
        unique_together = (("case", "prev_hash"), ("case", "seq"))


class Private(Owned):
    """Personal data that an entry commits to by a salted hash; erasing the row leaves the chain verifiable."""

    id = fields.BigIntField(primary_key=True)
    case: fields.ForeignKeyRelation["Case"] = fields.ForeignKeyField(
        "commsdesk.Case", related_name="privates", on_delete=fields.RESTRICT
    )
    seq = fields.IntField()
    name = fields.CharField(max_length=NAME)
    value = fields.TextField()
    salt = fields.CharField(max_length=HASH)

    class Meta:
        """Named within an entry."""

        table = "entry_private"
        unique_together = (("case", "seq", "name"),)


class Anchor(Owned):
    """A day's heads of all cases, chained to the day before: a missing case or a cut tail shows."""

    id = fields.BigIntField(primary_key=True)
    day = fields.DateField()
    heads: Any = fields.JSONField()
    prev_hash = fields.CharField(max_length=HASH)
    hash = fields.CharField(max_length=HASH)
    at = fields.CharField(max_length=40)

    class Meta:
        """One a day in a council, and no fork."""

        table = "anchor"
        unique_together = (("council", "day"), ("council", "prev_hash"))
