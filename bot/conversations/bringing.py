"""A flow that is begun from somewhere else, such as a message on the platform, with what is known from there."""

from collections.abc import Mapping

from bot.approvals.ports import Person
from bot.conversations.ports import Accounts
from bot.conversations.presses import begin_or_carry_on
from bot.conversations.turn import Talk
from bot.messages import Account, Incoming, Reply
from flows.engine import Flow

LINK = "Link: {}\n"


async def start(talk: Talk, accounts: Accounts, person: Person, incoming: Incoming) -> Reply:
    """Begin the flow with the link and the author in their fields; nobody but the person is told of anything."""
    flow = talk.flows.get(incoming.start)
    known = await _known(accounts, person, incoming)
    return await begin_or_carry_on(talk, person, incoming.start, incoming.address, _fields(flow, known))


async def _known(accounts: Accounts, person: Person, incoming: Incoming) -> Mapping[str, str]:
    """What was given in words that people read: the link in a line of its own, the author by their work address."""
    given = incoming.given
    known = {"link": LINK.format(given["link"])} if given.get("link") else {}
    tenant, _, user = given.get("author", "").partition("/")
    author = await accounts.account_person(Account(incoming.account.channel, tenant, user)) if user else None
    if author and author.council == person.council and author.id != person.id:
        known["author"] = author.email
    return known


def _fields(flow: Flow | None, known: Mapping[str, str]) -> Mapping[str, str]:
    return {question: known[name] for name, question in flow.takes if name in known} if flow else {}
