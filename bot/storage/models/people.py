"""People, the parts they play, the budget codes they hold, their accounts on platforms, and what they prefer."""

from tortoise import fields

from bot.storage.models.owned import ID, LINE, NAME, Owned


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
    """Somebody on a platform, by ids that never change there; `address` is their personal conversation.

    `standing` is what the platform last said, which it changed `standing_as_of`; it was `asked` then.
    """

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
    standing = fields.CharField(max_length=20, default="member")
    standing_as_of = fields.DatetimeField(null=True)
    asked = fields.DatetimeField(null=True)

    class Meta:
        """One row an account, and one account a person in a workspace."""

        table = "account"
        unique_together = (("channel", "tenant", "user"), ("channel", "tenant", "person"))


class Preference(Owned):
    """What somebody has chosen otherwise than it is for everybody; there is no row for whoever has chosen nothing."""

    id = fields.BigIntField(primary_key=True)
    person: fields.OneToOneRelation["Person"] = fields.OneToOneField(
        "commsdesk.Person", related_name="preference", on_delete=fields.CASCADE
    )
    reminders = fields.BooleanField(default=True)

    class Meta:
        """One row a person."""

        table = "preference"
