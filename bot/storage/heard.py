"""Which tenants of a platform have been heard from, for whoever looks whether it is set up."""

from bot.storage.models import ConversationReference

PERSONAL = "personal"


async def heard_from() -> tuple[tuple[str, str, int], ...]:
    """Each tenant that was ever heard from: its id, its newest service URL, and how many people's chats there are."""
    rows = await ConversationReference.all().order_by("heard").values_list("tenant", "service_url", "kind")
    newest = {str(tenant): str(url) for tenant, url, _ in rows}
    people = [str(tenant) for tenant, _, kind in rows if kind == PERSONAL]
    return tuple((tenant, url, people.count(tenant)) for tenant, url in newest.items())
