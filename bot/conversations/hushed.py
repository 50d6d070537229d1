"""Whether what came in belongs to something confidential, so that no figure may show that anything came in."""

from collections.abc import Sequence

from bot.approvals.ports import Person
from bot.conversations import presses
from bot.conversations.turn import Talk

Button = Sequence[str | int]
REPORT = "report."
CONVERSATIONS = presses.BUTTONS.keys() - {"start", "page"}


async def hushed(talk: Talk, button: Button, person: Person) -> bool:
    """Whether this is part of this person's own confidential conversation, or a button of a confidential report.

    `button` is what the pressed one says, its action first; nothing for words that were typed.

    What somebody does with a button that was made for another is counted, whether what it names is there or not.
    """
    if not button:
        newest = (await talk.conversations.open_for(person.id))[:1]
        return any(talk.confidential(kept.flow) for kept in newest)
    action, *about = button
    if action == "start":
        return bool(about) and talk.confidential(str(about[0]))
    if action in CONVERSATIONS and about:
        return await _own(talk, str(about[0]), person)
    return str(action).startswith(REPORT)


async def _own(talk: Talk, conversation: str, person: Person) -> bool:
    whose = await talk.conversations.whose(conversation)
    return whose is not None and whose[0] == person.id and talk.confidential(whose[1])
