"""What every table has, and how long its columns are."""

from tortoise import fields
from tortoise.models import Model

ID, NAME, HASH, LINE = 32, 60, 64, 255


class Owned(Model):
    """What every table has: the council to which the row belongs."""

    council = fields.CharField(max_length=40)

    class Meta:
        """Drawn from by the tables below."""

        abstract = True
