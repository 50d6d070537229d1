"""The register of budget codes: who holds which one."""

from bot.storage import models


def canonical(code: str) -> str:
    """A code as it is kept and compared: without the spaces around it, in capitals."""
    return code.strip().upper()


class Register:
    """Reads the budget codes of every council, in the transaction of the task that asks."""

    async def holder(self, council: str, code: str) -> str | None:
        """The id of who holds the code, active or not; None for no holder and for no such code."""
        row = await models.BudgetCode.get_or_none(council=council, code=canonical(code))
        return row.holder_id if row else None

    async def verdict(self, council: str, code: str, requester_id: str) -> str | None:
        """active, requester, nobody or left; None where there is no such code."""
        row = await models.BudgetCode.get_or_none(council=council, code=canonical(code))
        if row is None:
            return None
        holder = await models.Person.get_or_none(id=row.holder_id, council=council) if row.holder_id else None
        if holder is None:
            return "nobody"
        if holder.left:
            return "left"
        return "requester" if holder.id == requester_id else "active"
