"""Accounts that nobody has confirmed: who they may be, what they may read, and how they are linked to a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.approvals.ports import Person
from bot.conversations import answers, at_home, bringing
from bot.conversations.asking import looked_up
from bot.conversations.here import showing_here
from bot.conversations.ports import Accounts, Directory, Links
from bot.conversations.press import Action, Press
from bot.conversations.settings import named, platform
from bot.conversations.turn import Talk
from bot.conversations.typed import URL, meaning, starts
from bot.messages import Block, Button, Facts, Incoming, Profile, Reply, Screen, Text, Tone
from flows.engine import Policy

LINK = "link"
DECLINE = "link.no"
# The action, the account (channel, tenant, user) and the person; what was wanted stands behind them.
OWN = 5
KNOWN, LONGEST = ("link", "author"), 400
MEMBER = "member"
STANDINGS: Mapping[str, str] = {
    "guest": "You are a guest here, and Comms Desk is for the staff of {council}. Ask whoever invited you.",
    "outsider": "You are not from here, and Comms Desk is for the staff of {council}. Ask whoever shares this.",
    "gone": "Your account here has been switched off, so I can do nothing for you.",
    "machine": "I answer people only.",
}
NO_COUNCIL = "This workspace belongs to no council that I know, so I can do nothing here. Tell whoever installed me."
TAKEN = (
    "Your address belongs to somebody who already uses another account of this workspace. "
    "Go on with that one, or ask {owner} which of the two is right."
)
NOT_LINKED = "Nothing is linked. If the staff list is wrong about you, ask {owner} to put it right."
THANKS = "Thank you, {}. This account is yours now, and what waits for you comes here."
BESIDE = (
    "Thank you, {}. This account is yours now too. What waits for you still comes in {}: write settings to change it."
)
BEGUN = "What you wanted to begin has begun: it is in our messages."
KEPT = "What you wanted to begin is kept, and nobody is told of it. It begins as soon as you confirm who you are."
ALREADY = "This account is linked to {} already, so there is nothing left to do here."
ASK_HERE = "You may ask what the policy says at any time. To start a guide or to decide something, you must be linked."
NOT_LISTED = (
    "Nobody on the staff list of {council} has {address}. Ask {owner} to add you with that address. "
    "Then write to me again."
)


@dataclass(frozen=True)
class Door:
    """What is needed to find out who somebody is."""

    links: Links
    directory: Directory
    accounts: Accounts
    talk: Talk


async def met(door: Door, incoming: Incoming, button: Sequence[str | int]) -> Person | Reply:
    """The person whose account the staff list says this is; else what to show to somebody who is not linked.

    `Reply(who=True)` while the platform has not been asked. Guests and people from elsewhere are turned away.
    """
    profile = incoming.profile
    if profile is None:
        return Reply(who=True)
    if profile.standing != MEMBER or profile.council not in door.talk.policies.councils():
        return turned_away(door.talk, profile)
    listed = await door.links.listed(incoming.account, profile.council, incoming.address)
    return listed or await _unlisted(door, incoming, profile, button)


def turned_away(talk: Talk, profile: Profile) -> Reply:
    """The sentence for somebody who is no member of a council's workspace, whether they ever were or not."""
    title = talk.policies.councils().get(profile.council)
    return Reply(STANDINGS[profile.standing].format(council=title) if title else NO_COUNCIL, "warn")


async def already(press: Press) -> Reply:
    """Say to somebody who is linked, and presses a proposal to link again, whose the account is."""
    return _replacing(press.incoming, ALREADY.format(press.person.name), "info")


def wished(button: Sequence[str | int], incoming: Incoming, person: Person) -> Incoming | None:
    """What the button of a proposal begins, as it was wanted before it was known who they are; None where nothing was.

    It does so for that person in that account alone.
    """
    if list(button[:OWN]) != [LINK, *_named(incoming, person)] or not button[OWN:]:
        return None
    start, *known = map(str, button[OWN:])
    given = {name: value for name, value in zip(KNOWN, known, strict=True) if value}
    return replace(incoming, token="", start=start, given=given)


async def begun(door: Door, wish: Incoming, person: Person, said: str) -> Reply:
    """Begin what was wanted, and say so in place of the proposal."""
    reply = await bringing.start(door.talk, door.accounts, person, wish)
    told = _replacing(wish, f"{said} {reply.text or BEGUN}", "good")
    return replace(told, counted=not door.talk.confidential(wish.start))


async def _unlisted(door: Door, incoming: Incoming, profile: Profile, button: Sequence[str | int]) -> Reply:
    match = await door.directory.by_email(profile.council, profile.email) if profile.email else None
    policy = await _policy(door.talk, profile.council)
    if match is None:
        return _shown(door, incoming, policy, _stranger(policy, profile))
    if await door.links.taken(incoming.account, match.id):
        return _shown(door, incoming, policy, _words(TAKEN.format(owner=_owner(policy))))
    if button[:1] == [DECLINE]:
        return Reply(NOT_LINKED.format(owner=_owner(policy)), "info", instead=True)
    if list(button[:OWN]) == [LINK, *_named(incoming, match)]:
        return await _linked(door, incoming, match, wished(button, incoming, match))
    return _shown(door, incoming, policy, await _proposal(door, incoming, match))


async def _linked(door: Door, incoming: Incoming, person: Person, wish: Incoming | None) -> Reply:
    await door.links.bind(incoming.account, person, incoming.address)
    thanks = await _thanks(door, incoming, person)
    door = replace(door, talk=showing_here(door.talk, person, incoming.account, incoming.address))
    if at_home.HOME in incoming.given:
        await at_home.pinned(door.talk, person, incoming)
    if wish:
        return await begun(door, wish, person, thanks)
    await door.talk.cards.again(person.council, "page.help", person.id, person.id)
    return _replacing(incoming, thanks, "good")


async def _thanks(door: Door, incoming: Incoming, person: Person) -> str:
    """Thanks, with where they are reached; whoever is reached elsewhere is told there, for it may be a fraud."""
    accounts = await door.talk.preferences.accounts(person.id)
    reached = next((a for a in accounts if a.reachable and a.account != incoming.account), None)
    if reached is None:
        return THANKS.format(person.name)
    await door.talk.cards.again(person.council, "page.linked", person.id, person.id)
    return BESIDE.format(person.name, named(reached, accounts))


def _replacing(incoming: Incoming, said: str, tone: Tone) -> Reply:
    """What is said in place of the proposal; a home page has been drawn anew already."""
    return Reply(said, tone, instead=at_home.HOME not in incoming.given)


def _shown(door: Door, incoming: Incoming, policy: Policy, who: Screen) -> Reply:
    """The answer to what was asked, if anything was, and below it what is said of who they are."""
    asked = _asked(incoming)
    found = looked_up(door.talk, asked, policy) if asked else None
    if found is None or found["reason"] in answers.NO_QUESTION:
        return Reply(screen=who)
    told = answers.draw(found, door.talk.sign)
    return Reply(screen=replace(told, blocks=(*told.blocks, *who.blocks), buttons=who.buttons))


def _asked(incoming: Incoming) -> str:
    """What somebody wants to know: nothing where they greet, or write what only those who are linked may do."""
    text = incoming.text.strip() if incoming.command in ("", "ask") else ""
    text = text if URL.sub("", text).strip() else ""  # nothing is looked up by what a file is called
    return "" if not incoming.command and meaning(text, ()).command else text


async def _proposal(door: Door, incoming: Incoming, person: Person) -> Screen:
    sign, named, wish = door.talk.sign, _named(incoming, person), _wish(door, incoming)
    elsewhere = await door.links.platforms(person.id)
    rows = [
        ("This account", _account(incoming)),
        ("On the staff list", ", ".join(p for p in (person.name, person.job_title) if p)),
        ("Address", person.email),
    ]
    rows += [("Already linked on", ", ".join(map(platform, elsewhere)))] if elsewhere else []
    blocks: tuple[Block, ...] = (
        Text("This account has the address of somebody on the staff list. Is this you?", strong=True),
        Facts(tuple(rows)),
        Text(KEPT if wish else ASK_HERE),
    )
    yes, no = Button("Yes, this is me", sign(LINK, *named, *wish), "primary"), Button("No", sign(DECLINE, *named))
    return Screen(
        "Is this you?", "Please confirm who you are.", blocks, (), (yes, no), label="Your account", waits=True
    )


def _account(incoming: Incoming) -> str:
    """The account as the platform names it, so that both identities can be compared."""
    name = incoming.profile.name if incoming.profile else ""
    return f"{name or incoming.account.user} in {platform(incoming.account.channel)}"


def _wish(door: Door, incoming: Incoming) -> tuple[str, ...]:
    """The guide that somebody wants to begin, with what is known from where they are; nothing where they want none."""
    flow = incoming.start or _meant(door.talk, incoming)
    if flow not in door.talk.flows:
        return ()
    return flow, *(incoming.given.get(name, "")[:LONGEST] for name in KNOWN)


def _meant(talk: Talk, incoming: Incoming) -> str:
    text = URL.sub(" ", incoming.text.strip()) if incoming.command in ("", "staff") else ""
    return meaning(text, talk.flows.values()).flow if starts(text) else ""


def _named(incoming: Incoming, person: Person) -> tuple[str, ...]:
    account = incoming.account
    return account.channel, account.tenant, account.user, person.id


def _stranger(policy: Policy, profile: Profile) -> Screen:
    address = f"the address {profile.email}" if profile.email else "an address that I can see"
    return _words(NOT_LISTED.format(council=policy.name, address=address, owner=_owner(policy)))


def _words(sentence: str) -> Screen:
    title = "You are not linked yet"
    return Screen(title, title, (Text(sentence, "warn"), Text(ASK_HERE)), label="Your account", tone="warn")


def _owner(policy: Policy) -> str:
    role = policy.roles[policy.owner]
    return f"the {role.title}{f' ({role.contact})' if role.contact else ''}"


async def _policy(talk: Talk, council: str) -> Policy:
    return talk.policies.current(council, await talk.situation(council, ""))


BUTTONS: Mapping[str, Action] = {LINK: Action(already, 0), DECLINE: Action(already, 0)}
