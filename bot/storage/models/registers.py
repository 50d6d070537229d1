"""What must follow an approval, and the registers of accounts and of signed agreements that come of it."""

from typing import Any

from tortoise import fields

from bot.storage.models.cases import Case
from bot.storage.models.owned import HASH, ID, LINE, NAME, Owned
from bot.storage.models.people import Person


class Task(Owned):
    """What must follow an approval, with the role that owns it, the sections that want it, and who has done it."""

    id = fields.CharField(max_length=ID, primary_key=True)
    case: fields.ForeignKeyRelation["Case"] = fields.ForeignKeyField(
        "commsdesk.Case", related_name="tasks", on_delete=fields.RESTRICT
    )
    key = fields.CharField(max_length=NAME)
    place = fields.IntField()
    text = fields.TextField()
    role = fields.CharField(max_length=NAME)
    title = fields.CharField(max_length=LINE, default="")
    register = fields.CharField(max_length=NAME, default="")
    sections: Any = fields.JSONField()
    state = fields.CharField(max_length=20, default="open")
    orphaned = fields.BooleanField(default=False)
    done_by = fields.CharField(max_length=ID, default="")
    done_at = fields.DatetimeField(null=True)

    class Meta:
        """Once a case; swept by what waits for nobody."""

        table = "task"
        unique_together = (("case", "key"),)
        indexes = (("council", "orphaned"),)


class TaskSeat(Owned):
    """Whose job a task is, and whether it still waits for them: the index behind «waits for me»."""

    id = fields.BigIntField(primary_key=True)
    task: fields.ForeignKeyRelation["Task"] = fields.ForeignKeyField(
        "commsdesk.Task", related_name="seats", on_delete=fields.RESTRICT
    )
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="task_seats", on_delete=fields.RESTRICT
    )
    waiting = fields.BooleanField(default=True)

    class Meta:
        """One seat a person and task."""

        table = "task_seat"
        unique_together = (("task", "person"),)
        indexes = (("person_id", "waiting"),)


class RegisteredAccount(Owned):
    """An account on a social platform that a council has agreed to; its audit stands in the chain of its case."""

    id = fields.CharField(max_length=ID, primary_key=True)
    case: fields.OneToOneRelation["Case"] = fields.OneToOneField(
        "commsdesk.Case", related_name="account", on_delete=fields.RESTRICT
    )
    owner: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="registered_accounts", on_delete=fields.RESTRICT
    )
    state = fields.CharField(max_length=20, db_index=True)
    platform = fields.TextField()
    name = fields.TextField()
    link = fields.TextField()
    team = fields.TextField()
    service = fields.CharField(max_length=NAME, default="")
    purpose = fields.TextField()
    administrators = fields.TextField()
    mailbox = fields.TextField()
    two_factor = fields.BooleanField(default=False)
    hours_in_profile = fields.BooleanField(default=False)
    listed_on_website = fields.BooleanField(default=False)
    registered = fields.BooleanField(default=False)
    details_handed_over = fields.BooleanField(default=False)
    last_post = fields.DateField(null=True)
    last_review = fields.DateField(null=True)
    opened = fields.DatetimeField()
    updated = fields.DatetimeField()

    class Meta:
        """One a case."""

        table = "registered_account"


class Agreement(Owned):
    """Who was asked to sign the user agreement for an account, and who has signed it, under which policy."""

    id = fields.CharField(max_length=ID, primary_key=True)
    case: fields.ForeignKeyRelation["Case"] = fields.ForeignKeyField(
        "commsdesk.Case", related_name="agreements", on_delete=fields.RESTRICT
    )
    task: fields.ForeignKeyRelation["Task"] = fields.ForeignKeyField(
        "commsdesk.Task", related_name="agreements", on_delete=fields.RESTRICT
    )
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="agreements", on_delete=fields.RESTRICT
    )
    account = fields.CharField(max_length=ID, default="")
    policy_id = fields.CharField(max_length=HASH)
    state = fields.CharField(max_length=20)
    asked_at = fields.DatetimeField()
    signed_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    review = fields.DateField(null=True)

    class Meta:
        """One a person and task; found by whom it waits for."""

        table = "agreement"
        unique_together = (("task", "person"),)
        indexes = (("person_id", "state"),)
