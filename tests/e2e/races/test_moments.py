"""Clicks that come at an awkward moment: meant for an earlier step, from somebody who left, on two cases at once."""

from bot.storage import models
from tests.office import Office, asks_for_a_boost


async def test_a_hand_over_meant_for_an_earlier_revision_seats_nobody_in_the_new_one(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    late = (await office.callum.button("Pass to somebody else")).token
    await office.mei_lin.press("Ask for changes", reason="Aim it at Ipswich too.")
    await office.nadia.press("Change and send again")
    await office.nadia.press("Send for approval")
    reply = await office.callum.send(late, email="gwen.prosser@council.example")
    assert reply.text == "The request has changed since this card was sent. Look at the newer card."
    tobias = await office.person("tobias")
    waiting = await models.Seat.filter(waiting=True).values_list("person_id")
    assert [person for (person,) in waiting] == [tobias.id]
