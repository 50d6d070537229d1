"""What somebody may choose for themselves: where they are reached, reminders, and giving an account up."""

from collections.abc import Sequence

from bot.ids import system_ids
from bot.messages import Account, Button, Facts, Incoming, Reply, Screen
from bot.storage import models
from tests.office import Actor, Office, asks_for_a_boost

SLACK = Account("slack", "T1", "U1")


async def links(who: Actor, account: Account = SLACK, *, preferred: bool = False) -> models.Account:
    """Another account of theirs, confirmed."""
    person = await who.office.person(who.user)
    return await models.Account.create(
        council=person.council, channel=account.channel, tenant=account.tenant, user=account.user,
        address=f"{account.tenant}/D-{account.user}", person=person, confirmed=True, preferred=preferred,
    )  # fmt: skip


async def page(who: Actor) -> Screen:
    """The settings as they would be drawn now, wherever they stand."""
    await who.says("settings")
    return await who.card("page.settings")


def rows(screen: Screen) -> dict[str, str]:
    return dict(row for b in screen.blocks if isinstance(b, Facts) for row in b.rows)


def labels(screen: Screen) -> Sequence[str]:
    return [b.label for b in screen.buttons]


def button(screen: Screen, label: str) -> Button:
    return next(b for b in screen.buttons if b.label == label)


async def coming(office: Office, account: Account = SLACK, **did: str) -> Reply:
    incoming = Incoming(system_ids.delivery(), account, f"{account.tenant}/D-{account.user}", **did)  # type: ignore[arg-type]  # words only
    return await office.app.front.handle(incoming)


async def test_the_settings_say_who_somebody_is_here_and_where_they_are_reached(office: Office) -> None:
    shown = rows(await page(office.nadia))
    assert shown["You are"] == "Nadia Rahman, Library Officer"
    assert shown["Address"] == "nadia.rahman@council.example"
    assert shown["I write to you in"] == "the practice room"
    assert "You also use" not in shown


async def test_with_one_account_there_is_nothing_to_choose_and_the_practice_room_is_never_given_up(
    office: Office,
) -> None:
    assert labels(await page(office.nadia)) == ["Stop reminders"]


async def test_of_two_accounts_the_chosen_one_is_written_to_from_then_on(office: Office) -> None:
    await links(office.tobias)
    shown = await page(office.tobias)
    assert "Write to me in Slack" in labels(shown)
    reply = await office.tobias.send(button(shown, "Write to me in Slack").token)
    assert (reply.tone, "Slack" in reply.text) == ("good", True)
    await asks_for_a_boost(office.nadia)
    assert (await models.Card.get(about="case", person_id=(await office.person("tobias")).id)).address == "T1/D-U1"
    again = await office.tobias.card("page.settings")
    assert rows(again)["I write to you in"] == "Slack"
    assert "Write to me in the practice room" in labels(again)


async def test_two_accounts_on_one_platform_are_told_apart_by_their_workspaces(office: Office) -> None:
    await links(office.nadia)
    await links(office.nadia, Account("slack", "T2", "U9"))
    assert {"Write to me in Slack (T1)", "Write to me in Slack (T2)"} <= set(labels(await page(office.nadia)))


async def test_reminders_are_switched_off_and_on_again(office: Office) -> None:
    await office.nadia.send(button(await page(office.nadia), "Stop reminders").token)
    assert not await office.app.drawing.talk.preferences.reminders((await office.person("nadia")).id)
    await office.nadia.send(button(await office.nadia.card("page.settings"), "Send me reminders").token)
    assert await office.app.drawing.talk.preferences.reminders((await office.person("nadia")).id)


async def test_an_unlinked_account_is_a_strangers_and_reads_nothing_new(office: Office) -> None:
    await links(office.nadia, preferred=True)
    await models.Account.filter(user="nadia").update(preferred=False)
    await asks_for_a_boost(office.nadia)
    shown = await page(office.nadia)
    given_up = button(shown, "Unlink Slack")
    assert given_up.confirm
    assert (await office.nadia.send(given_up.token)).tone == "good"
    assert not await models.Account.exists(channel="slack")
    assert not await models.Card.exists(address="T1/D-U1")
    assert (await coming(office, text="my requests")).who
    await office.tobias.press("Approve")
    assert not await models.Card.exists(address="T1/D-U1")


async def test_an_account_that_was_given_up_can_be_linked_again(office: Office) -> None:
    linked = await links(office.nadia)
    person = await office.person("nadia")
    found = next(a for a in await office.app.drawing.talk.preferences.accounts(person.id) if a.id == linked.id)
    await office.app.drawing.talk.preferences.unlink(person.id, found)
    stored = await office.app.drawing.desk.directory.person(person.id)
    assert stored is not None
    await office.app.front.links.bind(SLACK, stored, "T1/D-U1")
    assert await models.Account.exists(channel="slack", person_id=person.id, confirmed=True)


async def test_the_only_account_is_kept_while_something_waits_and_given_up_afterwards(office: Office) -> None:
    await models.Account.filter(user="tobias").delete()
    tobias = await models.Person.get(email="tobias.okafor@council.example")
    await models.Account.create(
        council="suffolk", channel="slack", tenant="T1", user="U1", address="T1/D-U1", person=tobias, confirmed=True
    )
    await asks_for_a_boost(office.nadia)
    linked = await models.Account.get(user="U1")
    token = office.app.front.signer.sign("unlink", linked.id, tobias.id)
    refused = await coming(office, token=token)
    assert refused.tone == "bad"
    assert "only place" in refused.text
    assert await models.Account.exists(user="U1")
    await office.nadia.press("Withdraw")
    assert (await coming(office, token=token)).tone == "good"
    assert not await models.Account.exists(user="U1")


async def test_nobody_changes_the_settings_of_somebody_else(office: Office) -> None:
    linked = await links(office.nadia)
    shown = await page(office.nadia)
    for pressed in shown.buttons:
        assert (await office.darius.send(pressed.token)).tone == "bad"
    assert await models.Account.exists(id=linked.id)
    assert not await models.Preference.exists()
    stolen = office.app.front.signer.sign("unlink", linked.id, (await office.person("darius")).id)
    assert (await office.darius.send(stolen)).tone == "bad"
    assert await models.Account.exists(id=linked.id)
