"""`/comms`: what the communications team types. Everybody else is told who may, whatever they ask for."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.conversations.commands import cases, channel, export, people, queue, state, undelivered
from bot.conversations.commands.call import Call
from bot.conversations.commands.naming import named
from bot.conversations.commands.waits import listed
from bot.conversations.commands.words import AGAIN, HELP
from bot.errors import Refused
from bot.messages import Button, Facts, Reply, Screen, Text
from bot.registers.states import Kind

ONE = "These commands are for {}, who looks after your council's requests. Ask them about the queue."
SEVERAL = "These commands are for {}, who look after your council's requests. Ask one of them about the queue."
COMMANDS = "Show the commands"
NOBODY_YET = "These commands are for those who look after requests. Nobody has that part in your council yet."
ABOUT = "These commands are for the team that looks after requests. Only you see what they show."


async def team(call: Call) -> Reply:
    """Deal with a command of the team's; Refused, the same whatever was asked, for anybody else."""
    wanted = named(call.words)
    if not await _may(call, wanted.name):
        raise await refused(call)
    does = DOES.get(wanted.name)
    return _onward(call, await does(call, wanted.rest)) if does else _unknown(call, wanted.nearest)


def _onward(call: Call, reply: Reply) -> Reply:
    """The answer; with a way on where its screen has none, as whoever is on a phone would rather press than type."""
    if reply.screen is None or reply.screen.buttons:
        return reply
    ways = (Button("The whole queue", call.talk.sign(AGAIN, "queue")), Button(COMMANDS, call.talk.sign(AGAIN, "help")))
    return replace(reply, screen=replace(reply.screen, buttons=ways))


async def refused(call: Call) -> Refused:
    """The refusal of anybody who is not of the team; the same whether there is what they asked for or not."""
    return Refused("not_the_team", await _only(call))


async def of_the_team(call: Call) -> bool:
    """Whether the person looks after the council's requests."""
    return call.person.id in await call.desk.stewards_of(call.person.council)


async def _may(call: Call, name: str) -> bool:
    return await of_the_team(call) or (name == "state" and await _sets(call))


async def _sets(call: Call) -> bool:
    """Whether the policy lets the person say that something is in force."""
    states = call.talk.states
    return any([call.person.id in await states.who(call.person.council, kind) for kind in Kind])


async def _only(call: Call) -> str:
    held = await call.desk.directory.people(await call.desk.stewards_of(call.person.council))
    names = sorted(p.name for p in held.values())
    if not names:
        return NOBODY_YET
    return (SEVERAL if names[1:] else ONE).format(listed(names))


def _unknown(call: Call, nearest: str) -> Reply:
    sign = call.talk.sign
    said = f"Did you mean “{nearest}”?" if nearest else "Here is what you can type."
    meant = (Button(f"Yes: {nearest}"[:70], sign(AGAIN, nearest[:90]), "primary"),) if nearest else ()
    text = f"I don't know that command. {said}"
    helps = Button(COMMANDS, sign(AGAIN, "help"))
    every = () if nearest else (Facts(HELP),)
    return Reply(screen=Screen("Unknown command", text, (Text(text, "warn"), *every), (), (*meant, helps), tone="warn"))


async def _help(call: Call, rest: str) -> Reply:
    sign, first = call.talk.sign, ("queue", "mine", "state", "parked")
    buttons = tuple(Button(name.title(), sign(AGAIN, name)) for name in first)
    return Reply(screen=Screen("Commands for the team", ABOUT, (Text(ABOUT), Facts(HELP)), (), buttons, label="Help"))


async def _mine(call: Call, rest: str) -> Reply:
    return await queue.queue(call, f"mine {rest}")


async def _accounts(call: Call, rest: str) -> Reply:
    return await people.register(call, "accounts", rest)


async def _agreements(call: Call, rest: str) -> Reply:
    return await people.register(call, "agreements", rest)


DOES: Mapping[str, Callable[[Call, str], Awaitable[Reply]]] = {
    "queue": queue.queue,
    "case": cases.case,
    "mine": _mine,
    "reassign": cases.reassign,
    "accounts": _accounts,
    "agreements": _agreements,
    "people": people.people,
    "state": state.state,
    "export": export.export,
    "parked": undelivered.parked,
    "here": channel.here,
    "not": channel.not_here,
    "help": _help,
}
