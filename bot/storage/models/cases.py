"""Cases, what was submitted, and who was asked."""

from typing import Any

from tortoise import fields

from bot.storage.models.owned import HASH, ID, LINE, NAME, Owned
from bot.storage.models.people import Person


class Case(Owned):
    """A request on its way. `record` is the fold of its entries; `head` the hash of the newest."""

    id = fields.CharField(max_length=ID, primary_key=True)
    reference = fields.CharField(max_length=20)
    flow = fields.CharField(max_length=NAME)
    title = fields.CharField(max_length=LINE)
    visibility = fields.CharField(max_length=20)
    state = fields.CharField(max_length=20, db_index=True)
    orphaned = fields.BooleanField(default=False)
    requester: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="cases", on_delete=fields.RESTRICT
    )
    policy_id = fields.CharField(max_length=HASH)
    record: Any = fields.JSONField()
    salt = fields.CharField(max_length=HASH)
    seq = fields.IntField()
    head = fields.CharField(max_length=HASH)
    version = fields.IntField(default=1)
    opened = fields.DatetimeField()
    updated = fields.DatetimeField()
    keep_until = fields.DateField(null=True)

    class Meta:
        """References are unique in a council and random, so that none can be guessed."""

        table = "approval_case"
        unique_together = (("council", "reference"),)


class Revision(Owned):
    """What was submitted, for good: questions as asked, answers, and the outcome; never run again by newer code."""

    id = fields.BigIntField(primary_key=True)
    case: fields.ForeignKeyRelation["Case"] = fields.ForeignKeyField(
        "commsdesk.Case", related_name="revisions", on_delete=fields.RESTRICT
    )
    number = fields.IntField()
    asked: Any = fields.JSONField()
    outcome: Any = fields.JSONField()
    hash = fields.CharField(max_length=HASH)
    salt = fields.CharField(max_length=HASH)

    class Meta:
        """Numbered within a case."""

        table = "revision"
        unique_together = (("case", "number"),)


class Seat(Owned):
    """Who was asked, and whether the case still waits for them: the index behind «waits for me»."""

    id = fields.BigIntField(primary_key=True)
    case: fields.ForeignKeyRelation["Case"] = fields.ForeignKeyField(
        "commsdesk.Case", related_name="seats", on_delete=fields.RESTRICT
    )
    revision = fields.IntField()
    step = fields.IntField()
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="seats", on_delete=fields.RESTRICT
    )
    waiting = fields.BooleanField(default=True)

    class Meta:
        """One seat a person in a step of a revision."""

        table = "seat"
        unique_together = (("case", "revision", "step", "person"),)
        indexes = (("person_id", "waiting"),)
