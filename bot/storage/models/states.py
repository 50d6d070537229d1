"""What is in force in a whole council for a time: the record of it, which is all that is kept."""

from typing import Any

from tortoise import fields

from bot.storage.models.owned import HASH, ID, Owned


class StateEntry(Owned):
    """One link of a council's chain; `why` may be erased, and the entry then still commits to what it was."""

    id = fields.BigIntField(primary_key=True)
    seq = fields.IntField()
    kind = fields.CharField(max_length=40)
    actor = fields.CharField(max_length=ID, default="")
    facts: Any = fields.JSONField()
    at = fields.CharField(max_length=40)
    prev_hash = fields.CharField(max_length=HASH)
    hash = fields.CharField(max_length=HASH)
    why = fields.TextField()
    salt = fields.CharField(max_length=HASH, default="")

    class Meta:
        """A chain cannot fork; its newest link is found by the number."""

        table = "state_entry"
        unique_together = (("council", "seq"), ("council", "prev_hash"))
