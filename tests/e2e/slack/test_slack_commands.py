"""The commands of staff and of the communications team in Slack: what they show, to whom, and what a press does."""

from bot.storage import models
from tests.e2e.slack.office import SlackOffice
from tests.e2e.slack.walking import asks_for_a_boost

WHY = "The palace has announced it."


async def test_the_queue_is_for_whoever_asked_alone_and_leads_to_the_request(slack_office: SlackOffice) -> None:
    office = slack_office
    await asks_for_a_boost(office)
    await office.callum.command("/comms", "queue")
    await office.settled()
    assert "The queue" in await office.callum.sees("The queue")
    await office.callum.press("Show", beside=(await models.Case.get()).reference)
    await office.settled()
    assert "Nadia" in await office.callum.sees("asks")


async def test_what_is_in_force_is_set_from_a_form_and_reaches_everybody(slack_office: SlackOffice) -> None:
    office = slack_office
    await office.callum.command("/comms", "state set")
    await office.settled()
    await office.callum.submit({"kind": "mourning", "from": "2026-11-23", "until": "2026-12-03"})
    await office.settled()
    assert "11 days" in await office.callum.sees("Check this before it is set")
    await office.callum.press("Set it")
    await office.callum.submit({"why": WHY})
    await office.settled()
    await office.callum.sees("A mourning pause is in force")
    await office.darius.command("/commsdesk", "help")
    await office.settled()
    assert "until 3 December 2026" in await office.darius.sees("A mourning pause is in force")


async def test_a_request_is_handed_to_somebody_else(slack_office: SlackOffice) -> None:
    office = slack_office
    await asks_for_a_boost(office)
    reference = (await models.Case.get()).reference
    words = f"reassign {reference.lower()} to gwen.prosser@council.example because of leave"
    await office.callum.command("/comms", words)
    await office.settled()
    await office.callum.press("Ask Gwen Prosser")
    await office.callum.submit()
    await office.settled()
    assert "of leave" in await office.gwen.sees("You are asked to decide")


async def test_others_are_refused_in_a_line_that_only_they_see(slack_office: SlackOffice) -> None:
    office = slack_office
    await office.darius.command("/comms", "queue")
    await office.settled()
    assert "Callum" in await office.darius.sees("These commands are for")
    assert office.callum.texts() == []
