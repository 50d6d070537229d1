"""The tables. Every row carries its council; ids are random text; personal data can be erased where it stands."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

ID, NAME, HASH, LINE = 32, 60, 64, 255


class Owned(Model):
    """What every table has: the council to which the row belongs."""

    council = fields.CharField(max_length=40)

    class Meta:
        """Drawn from by the tables below."""

        abstract = True


class Person(Owned):
    """Somebody who works for a council; `left` keeps those who have gone, because cases name them."""

    id = fields.CharField(max_length=ID, primary_key=True)
    service = fields.CharField(max_length=NAME, default="")
    name = fields.CharField(max_length=120)
    email = fields.CharField(max_length=LINE)
    job_title = fields.CharField(max_length=120, default="")
    manager_id = fields.CharField(max_length=ID, null=True, db_index=True)
    left = fields.BooleanField(default=False)
    source = fields.CharField(max_length=NAME, default="csv")

    class Meta:
        """One person an address in a council."""

        table = "person"
        unique_together = (("council", "email"),)


class PersonRole(Owned):
    """A part that a person plays, for everything or for one scope (a service, a budget code)."""

    id = fields.BigIntField(primary_key=True)
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="roles", on_delete=fields.CASCADE
    )
    role = fields.CharField(max_length=NAME)
    scope = fields.CharField(max_length=NAME, default="")

    class Meta:
        """Found by role when a step opens."""

        table = "person_role"
        unique_together = (("person", "role", "scope"),)
        indexes = (("council", "role", "scope"),)


class BudgetCode(Owned):
    """A budget code and who holds it; no holder is possible and said."""

    id = fields.BigIntField(primary_key=True)
    code = fields.CharField(max_length=40)
    title = fields.CharField(max_length=120, default="")
    holder_id = fields.CharField(max_length=ID, null=True, db_index=True)

    class Meta:
        """One row a code in a council."""

        table = "budget_code"
        unique_together = (("council", "code"),)


class Account(Owned):
    """Somebody on a platform, by ids that never change there; `address` is their personal conversation."""

    id = fields.BigIntField(primary_key=True)
    channel = fields.CharField(max_length=NAME)
    tenant = fields.CharField(max_length=LINE)
    user = fields.CharField(max_length=LINE)
    address = fields.CharField(max_length=LINE, default="")
    person: fields.ForeignKeyNullableRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="accounts", null=True, on_delete=fields.SET_NULL
    )
    confirmed = fields.BooleanField(default=False)
    preferred = fields.BooleanField(default=False)
    reachable = fields.BooleanField(default=True)

    class Meta:
        """One row an account."""

        table = "account"
        unique_together = (("channel", "tenant", "user"),)


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
    started = fields.DatetimeField()
    updated = fields.DatetimeField()

    class Meta:
        """Found by person: which one is open."""

        table = "conversation"
        indexes = (("person_id", "state"),)


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


class Task(Owned):
    """What must follow an approval, with the role that owns it and the sections that want it."""

    id = fields.BigIntField(primary_key=True)
    case: fields.ForeignKeyRelation["Case"] = fields.ForeignKeyField(
        "commsdesk.Case", related_name="tasks", on_delete=fields.RESTRICT
    )
    key = fields.CharField(max_length=NAME)
    text = fields.TextField()
    role = fields.CharField(max_length=NAME)
    sections: Any = fields.JSONField()
    state = fields.CharField(max_length=20, default="open")
    due = fields.DateField(null=True)
    done_by = fields.CharField(max_length=ID, default="")
    done_at = fields.DatetimeField(null=True)

    class Meta:
        """Once a case."""

        table = "task"
        unique_together = (("case", "key"),)


class Receipt(Owned):
    """An inbound delivery that was dealt with and what was answered, so that a repeat gets the same words."""

    id = fields.CharField(max_length=HASH, primary_key=True)
    reply: Any = fields.JSONField()
    at = fields.DatetimeField()

    class Meta:
        """Found by id."""

        table = "receipt"


class Card(Owned):
    """One message on a platform: the version that it should show and the version that it does.

    `about` and `ref` name what it shows, which is drawn when it is sent: a conversation, a case, a person's own page.
    """

    id = fields.CharField(max_length=ID, primary_key=True)
    about = fields.CharField(max_length=20)
    ref = fields.CharField(max_length=ID)
    person_id = fields.CharField(max_length=ID)
    channel = fields.CharField(max_length=NAME)
    address = fields.CharField(max_length=LINE)
    wanted = fields.IntField(default=1)
    shown = fields.IntField(default=0)
    message = fields.CharField(max_length=LINE, default="")
    slot = fields.IntField(default=0)

    class Meta:
        """Cards about one thing in one chat, numbered as they were posted."""

        table = "card"
        unique_together = (("about", "ref", "address", "channel", "slot"),)


class Outbox(Owned):
    """Something to say: bring a card up to the version that it should show. The rows are the truth, not the engine."""

    id = fields.BigIntField(primary_key=True)
    card_id = fields.CharField(max_length=ID)
    version = fields.IntField()
    lane = fields.CharField(max_length=330)
    queued = fields.BooleanField(default=False)
    gen = fields.IntField(default=0)
    attempts = fields.IntField(default=0)
    created = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)
    failed = fields.CharField(max_length=LINE, default="")

    class Meta:
        """Once a version of a card; swept by what is not queued and not sent."""

        table = "outbox"
        unique_together = (("card_id", "version"),)
        indexes = (("queued", "created"), ("sent_at", "created"))


class Timer(Owned):
    """Something that falls due; fired by a conditional update in the transaction that acts on it."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=NAME)
    ref = fields.CharField(max_length=NAME)
    due = fields.DatetimeField()
    done = fields.BooleanField(default=False)

    class Meta:
        """Swept by due time."""

        table = "timer"
        unique_together = (("kind", "ref", "due"),)
        indexes = (("done", "due"),)


class Replica(Model):
    """A process that delivers, and when it last said that it is alive."""

    id = fields.CharField(max_length=80, primary_key=True)
    seen = fields.DatetimeField()

    class Meta:
        """A heartbeat each."""

        table = "replica"


class RoomMessage(Owned):
    """A message of the practice room: what the browser channel has instead of a platform."""

    id = fields.BigIntField(primary_key=True)
    address = fields.CharField(max_length=LINE, db_index=True)
    key = fields.CharField(max_length=80, null=True, unique=True)
    kind = fields.CharField(max_length=20)
    version = fields.IntField(default=0)
    body: Any = fields.JSONField()
    at = fields.DatetimeField()
    changed = fields.BigIntField(default=0, db_index=True)

    class Meta:
        """In the order of posting within an address."""

        table = "room_message"
