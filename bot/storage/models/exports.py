"""Files that were taken out of the desk: the record of who took which, which is all that is kept."""

from typing import Any

from tortoise import fields

from bot.storage.models.owned import HASH, ID, Owned


class ExportEntry(Owned):
    """One link of a council's chain; it holds nothing of what was in the file."""

    id = fields.BigIntField(primary_key=True)
    seq = fields.IntField()
    kind = fields.CharField(max_length=40)
    actor = fields.CharField(max_length=ID, default="")
    facts: Any = fields.JSONField()
    at = fields.CharField(max_length=40)
    prev_hash = fields.CharField(max_length=HASH)
    hash = fields.CharField(max_length=HASH)

    class Meta:
        """A chain cannot fork; its newest link is found by the number."""

        table = "export_entry"
        unique_together = (("council", "seq"), ("council", "prev_hash"))
