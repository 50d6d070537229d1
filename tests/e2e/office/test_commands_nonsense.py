"""Whatever is typed as a command gets an answer, and changes nothing that nobody pressed for."""

from random import Random  # noqa: TID251 - the same nonsense each time, from a seed

import pytest

from bot.storage import models
from tests.e2e.office.commanding import typist
from tests.e2e.office.whisper import only_the_cast
from tests.office import Office, asks_for_a_boost

pytestmark = pytest.mark.database
PIECES = (
    "queue", "case", "reassign", "people", "state", "set", "end", "export", "parked", "accounts", "to", "because",
    "from", "until", "mourning", "purdah", "emergency", "page", "page 0", "page 999", "2026-11-30", "31/02/2026",
    "0001-01-01", "9999-12-31", "29 February", "K7QX-M4TD", "%", "_", "'; DROP TABLE person;--", "<script>", "<@U123>",
    "=1+1", "\x00", "\ud800", "\u202e", "🎉", "ß", "İ", "\n\n", "*" * 400, "{}", "{0}", "nadia@council.example", "-1",
    "٣", "&amp;", "",
)  # fmt: skip
TRIES = 150


@pytest.fixture(autouse=True)
async def _cast(office: Office) -> None:
    await only_the_cast(office)


@pytest.mark.parametrize("family", ["team", "staff", "ask"])
async def test_any_words_are_answered(office: Office, family: str) -> None:
    await asks_for_a_boost(office.nadia)
    luck, callum = Random(family), typist(office, "callum")
    before = await models.Seat.all().count(), await models.StateEntry.all().count(), await models.Case.all().count()
    for _ in range(TRIES):
        words = " ".join(luck.choice(PIECES) for _ in range(luck.randint(1, 7)))
        reply = await callum.types(family, words)
        assert reply.text or reply.screen or reply.files, words
    assert before == (
        await models.Seat.all().count(),
        await models.StateEntry.all().count(),
        await models.Case.all().count(),
    )


async def test_a_form_filled_with_nonsense_is_answered_beside_its_fields(office: Office) -> None:
    luck, callum = Random(7), typist(office, "callum")
    await callum.team("state set")
    form = callum.screen
    for _ in range(TRIES):
        callum.shown.append(form)
        fields = {name: luck.choice(PIECES) for name in ("kind", "from", "until")}
        reply = await callum.press("Check it", **fields)
        assert reply.errors or reply.screen, fields
    assert await models.StateEntry.all().count() == 0


async def test_what_no_database_keeps_is_left_out_of_an_answer(office: Office) -> None:
    await office.nadia.says("boost")
    for answer in ("Facebook", "Yes"):
        await office.nadia.press(answer)
    await office.nadia.says("LIB\x00-20\ud80041")
    kept = (await models.Conversation.get()).answers
    assert "LIB-2041" in str(kept)
