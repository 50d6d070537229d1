"""Where the app is installed on a platform, and the installations that somebody has begun."""

from tortoise import fields
from tortoise.models import Model

from bot.storage.models.owned import HASH, LINE, NAME, Owned


class Installation(Owned):
    """A workspace with the app in it. `sealed` is its token, encrypted; it is empty from `ended` on."""

    id = fields.BigIntField(primary_key=True)
    channel = fields.CharField(max_length=NAME)
    tenant = fields.CharField(max_length=LINE)
    name = fields.CharField(max_length=LINE, default="")
    sealed = fields.TextField(default="")
    bot_user = fields.CharField(max_length=LINE, default="")
    bot_id = fields.CharField(max_length=LINE, default="")
    scopes = fields.TextField(default="")
    installed_by = fields.CharField(max_length=LINE, default="")
    installed = fields.DatetimeField()
    ended = fields.DatetimeField(null=True)

    class Meta:
        """One row a workspace."""

        table = "installation"
        unique_together = (("channel", "tenant"),)


class InstallState(Model):
    """An installation that was begun: the digest of the secret that its browser holds, and until when it is good."""

    digest = fields.CharField(max_length=HASH, primary_key=True)
    until = fields.DatetimeField(db_index=True)

    class Meta:
        """Each is used once."""

        table = "install_state"
