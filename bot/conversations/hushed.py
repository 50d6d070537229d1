"""Whether what came in belongs to something confidential, so that no figure may show that anything came in."""

from bot.approvals.ports import Person
from bot.conversations import presses
from bot.conversations.turn import Talk
from bot.errors import Refused
from bot.messages import Incoming
from bot.tokens import Signer

REPORT = "report."
CONVERSATIONS = presses.BUTTONS.keys() - {"start", "page"}


async def hushed(talk: Talk, signer: Signer, incoming: Incoming, person: Person) -> bool:
    """Whether this is part of this person's own confidential conversation, or a button of a confidential report.

    What somebody does with a button that was made for another is counted, whether what it names is there or not.
    """
    if not incoming.token:
        newest = (await talk.conversations.open_for(person.id))[:1]
        return any(talk.confidential(kept.flow) for kept in newest)
    try:
        action, *about = signer.read(incoming.token)
    except Refused:
        return False
    if action == "start":
        return bool(about) and talk.confidential(str(about[0]))
    if action in CONVERSATIONS and about:
        return await _own(talk, str(about[0]), person)
    return str(action).startswith(REPORT)


async def _own(talk: Talk, conversation: str, person: Person) -> bool:
    whose = await talk.conversations.whose(conversation)
    return whose is not None and whose[0] == person.id and talk.confidential(whose[1])
