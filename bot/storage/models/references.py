"""The conversations on a platform that the bot is in, with all that it takes to write there first."""

from tortoise import fields
from tortoise.models import Model

from bot.storage.models.owned import LINE, NAME


class ConversationReference(Model):
    """One conversation of a tenant; which council a tenant belongs to is said by the settings, and may change."""

    id = fields.BigIntField(primary_key=True)
    tenant = fields.CharField(max_length=NAME)
    conversation = fields.CharField(max_length=LINE)
    service_url = fields.CharField(max_length=LINE)
    bot = fields.CharField(max_length=LINE)
    kind = fields.CharField(max_length=20)
    user = fields.CharField(max_length=LINE, default="")
    object_id = fields.CharField(max_length=NAME, default="")
    heard = fields.DatetimeField()
    welcomed = fields.BooleanField(default=False)

    class Meta:
        """Found by its id, or by the person whose personal chat it is."""

        table = "conversation_reference"
        unique_together = (("tenant", "conversation"),)
        indexes = (("tenant", "object_id"), ("tenant", "heard"))
