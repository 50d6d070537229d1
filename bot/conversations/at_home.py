"""A person's home page on a platform: opened, and brought up to date after a press in it."""

from dataclasses import replace

from bot.approvals.ports import Person
from bot.conversations.pages import PAGES
from bot.conversations.turn import Talk
from bot.errors import Refused
from bot.messages import Incoming, Reply

HOME = "home"
NO_PAGE = "There is no such page. Write help to see what I can do."
THERE = "It is in our messages."


async def opened(talk: Talk, person: Person, incoming: Incoming) -> Reply:
    """Show a page of the person's own: the home page where it was opened, any other at the end of the chat."""
    if incoming.page == HOME:
        await pinned(talk, person, incoming)
        return Reply()
    if incoming.page not in PAGES:
        raise Refused("no_page", NO_PAGE)
    await talk.cards.again(person.council, f"page.{incoming.page}", person.id, person.id)
    return Reply()


async def pressed(talk: Talk, person: Person, incoming: Incoming, reply: Reply) -> Reply:
    """After a press in the home page: it is drawn anew, and what the press shows stands in the person's messages."""
    if HOME not in incoming.given:
        return reply
    await pinned(talk, person, incoming)
    return reply if reply.text else replace(reply, text=THERE, tone="info")


async def pinned(talk: Talk, person: Person, incoming: Incoming) -> None:
    """See that the person's home page stands there and is up to date."""
    place = incoming.given.get(HOME, incoming.address)
    await talk.cards.pin(person.council, "page.home", person.id, person.id, (incoming.account.channel, place))
