"""The screens of the communications team with lists, files and who decides instead; and the window of a question."""

from collections.abc import Mapping

from bot.channels.slack.drawing import render
from bot.channels.slack.listening.commands import QUESTION
from bot.messages import Screen
from bot.storage import models
from tests.e2e.office.accounts import asks_for_an_account, everybody_agrees, worked
from tests.e2e.office.commanding import Typist, typist
from tests.e2e.office.whisper import email
from tests.e2e.pictures.cards import Picture
from tests.office import Office, asks_for_a_boost


async def registers_at_work(office: Office) -> dict[str, Picture]:
    """The pictures by name, each drawn from a screen."""
    callum = typist(office, "callum")
    await asks_for_an_account(office, worked("suffolk"))
    await everybody_agrees(office)
    found = await _typed(callum, {"accounts": "accounts", "people-list": "people ra", "export": "export"})
    await asks_for_a_boost(office.nadia)
    waiting = await models.Case.get(state="in_review")
    await callum.team(f"reassign {waiting.reference} to {email('gwen.prosser')} because Tobias is away")
    return found | {"reassign": Picture(callum.screen, "ephemeral")}


async def agreements_at_work(office: Office) -> dict[str, Picture]:
    """The register of agreements, where a council has people sign one."""
    await asks_for_an_account(office, worked("sthelens"))
    await everybody_agrees(office)
    await office.nadia.press("I have read it and agree")
    return await _typed(typist(office, "mei-lin"), {"agreements": "agreements"})


async def slack_alone(office: Office) -> dict[str, Picture]:
    """What is drawn from no screen: the window of the shortcut, and the line that comes with a file."""
    await asks_for_a_boost(office.nadia)
    taken = await typist(office, "callum").team("export cases 2026-11")
    drawn = {"blocks": render.line(taken.text, taken.tone).blocks}
    empty = Screen("", "")
    return {"ask": Picture(empty, "modal", drawn=QUESTION), "exported": Picture(empty, "ephemeral", drawn=drawn)}


async def _typed(who: Typist, words: Mapping[str, str]) -> dict[str, Picture]:
    for text in words.values():
        await who.team(text)
    return {name: Picture(screen, "ephemeral") for name, screen in zip(words, who.shown, strict=True)}
