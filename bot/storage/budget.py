"""The register of budget codes: who holds which one."""

from bot.storage import models
from bot.storage.rows import Rows, ask

CODES = Rows(models.BudgetCode)
HELD = """
    SELECT p.id, p."left" FROM budget_code b LEFT JOIN person p ON p.id = b.holder_id AND p.council = b.council
    WHERE b.council = ? AND b.code = ?
"""


def canonical(code: str) -> str:
    """A code as it is kept and compared: without the spaces around it, in capitals."""
    return code.strip().upper()


class Register:
    """Reads the budget codes of every council, in the transaction of the task that asks."""

    async def holder(self, council: str, code: str) -> str | None:
        """The id of who holds the code, active or not; None for no holder and for no such code."""
        found = await CODES.find(("holder_id",), council=council, code=canonical(code))
        return found[0][0] if found else None

    async def verdict(self, council: str, code: str, requester_id: str) -> str | None:
        """active, requester, nobody or left; None where there is no such code."""
        found = await ask(HELD, council, canonical(code))
        if not found:
            return None
        holder, left = found[0]
        if holder is None:
            return "nobody"
        if left:
            return "left"
        return "requester" if holder == requester_id else "active"
