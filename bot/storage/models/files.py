"""Files that people sent as evidence, and their bytes in parts of a size that no statement takes long over."""

from tortoise import fields

from bot.storage.models.owned import HASH, ID, LINE, NAME, Owned
from bot.storage.models.people import Person


class SentFile(Owned):
    """A file: what it belongs to (`about`, `ref`), where it came from, and whether its bytes are here."""

    id = fields.CharField(max_length=ID, primary_key=True)
    person: fields.ForeignKeyRelation["Person"] = fields.ForeignKeyField(
        "commsdesk.Person", related_name="files", on_delete=fields.RESTRICT
    )
    channel = fields.CharField(max_length=NAME)
    tenant = fields.CharField(max_length=LINE)
    user = fields.CharField(max_length=LINE)
    source = fields.TextField()
    name = fields.CharField(max_length=LINE)
    media = fields.CharField(max_length=100)
    size = fields.BigIntField()
    link = fields.TextField()
    state = fields.CharField(max_length=20)
    why = fields.CharField(max_length=NAME, default="")
    about = fields.CharField(max_length=20)
    ref = fields.CharField(max_length=ID)
    origin = fields.CharField(max_length=ID)
    mark = fields.CharField(max_length=HASH)
    sent = fields.DatetimeField()
    due = fields.DatetimeField()
    attempts = fields.IntField(default=0)
    digest = fields.CharField(max_length=HASH, default="")
    copy = fields.CharField(max_length=ID, default="")

    class Meta:
        """Found by what it belongs to, and by when it is to be fetched; the same file comes once from one place."""

        table = "sent_file"
        unique_together = (("origin", "mark"),)
        indexes = (("about", "ref"), ("state", "due"))


class SentFilePart(Owned):
    """A part of a file's bytes, numbered from 0; two processes that store the same at once make a `copy` each."""

    id = fields.BigIntField(primary_key=True)
    file: fields.ForeignKeyRelation["SentFile"] = fields.ForeignKeyField(
        "commsdesk.SentFile", related_name="parts", on_delete=fields.CASCADE
    )
    copy = fields.CharField(max_length=ID)
    number = fields.IntField()
    body = fields.BinaryField()

    class Meta:
        """In order."""

        table = "sent_file_part"
        unique_together = (("file", "copy", "number"),)
