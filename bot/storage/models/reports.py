"""Confidential reports, in tables of their own: nothing that lists or counts cases can come across one."""

from typing import Any

from tortoise import fields

from bot.storage.models.owned import HASH, ID, LINE, NAME, Owned
from bot.storage.models.people import Person


class Report(Owned):
    """A report. `record` is the fold of its entries, `head` the hash of the newest, `subject` whom it is about."""

    id = fields.CharField(max_length=ID, primary_key=True)
    reference = fields.CharField(max_length=20)
    state = fields.CharField(max_length=20)
    orphaned = fields.BooleanField(default=False)
    reporter: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="reports", on_delete=fields.RESTRICT
    )
    policy_id = fields.CharField(max_length=HASH)
    subject = fields.CharField(max_length=LINE, default="")
    record: Any = fields.JSONField()
    asked: Any = fields.JSONField()
    outcome: Any = fields.JSONField()
    hash = fields.CharField(max_length=HASH)
    salt = fields.CharField(max_length=HASH)
    seq = fields.IntField()
    head = fields.CharField(max_length=HASH)
    version = fields.IntField(default=1)
    opened = fields.DatetimeField()
    updated = fields.DatetimeField()
    keep_until = fields.DateField(null=True)

    class Meta:
        """References are unique in a council and random, so that none can be guessed."""

        table = "report"
        unique_together = (("council", "reference"),)


class ReportSeat(Owned):
    """For whom a report waits or once waited: the index behind «waits for me»."""

    id = fields.BigIntField(primary_key=True)
    report: fields.ForeignKeyRelation["Report"] = fields.ForeignKeyField(
        "commsdesk.Report", related_name="seats", on_delete=fields.RESTRICT
    )
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="report_seats", on_delete=fields.RESTRICT
    )
    waiting = fields.BooleanField(default=True)

    class Meta:
        """One a person and report."""

        table = "report_seat"
        unique_together = (("report", "person"),)
        indexes = (("person_id", "waiting"),)


class ReportEntry(Owned):
    """One link of a report's audit chain; `at` is text, so that a round trip through a database changes no digit."""

    id = fields.BigIntField(primary_key=True)
    report: fields.ForeignKeyRelation["Report"] = fields.ForeignKeyField(
        "commsdesk.Report", related_name="entries", on_delete=fields.RESTRICT
    )
    seq = fields.IntField()
    kind = fields.CharField(max_length=40)
    actor = fields.CharField(max_length=ID, default="")
    facts: Any = fields.JSONField()
    at = fields.CharField(max_length=40)
    prev_hash = fields.CharField(max_length=HASH)
    hash = fields.CharField(max_length=HASH)

    class Meta:
        """A chain cannot fork: no two entries of a report follow the same one."""

        table = "report_entry"
        unique_together = (("report", "prev_hash"), ("report", "seq"))


class ReportPrivate(Owned):
    """What somebody wrote, to which an entry commits by a salted hash; erasing it leaves the chain verifiable."""

    id = fields.BigIntField(primary_key=True)
    report: fields.ForeignKeyRelation["Report"] = fields.ForeignKeyField(
        "commsdesk.Report", related_name="privates", on_delete=fields.RESTRICT
    )
    seq = fields.IntField()
    name = fields.CharField(max_length=NAME)
    value = fields.TextField()
    salt = fields.CharField(max_length=HASH)

    class Meta:
        """Named within an entry."""

        table = "report_private"
        unique_together = (("report", "seq", "name"),)
