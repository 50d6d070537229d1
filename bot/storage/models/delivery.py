"""What should be shown where, what is to be said, what falls due, and who delivers."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from bot.storage.models.owned import ID, LINE, NAME, Owned


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


class TeamChannel(Owned):
    """The channel in which a team gets a card of each request that waits for it, once the team has named one."""

    id = fields.BigIntField(primary_key=True)
    role = fields.CharField(max_length=NAME)
    channel = fields.CharField(max_length=NAME)
    address = fields.CharField(max_length=LINE)

    class Meta:
        """One a team."""

        table = "team_channel"
        unique_together = (("council", "role"),)


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
