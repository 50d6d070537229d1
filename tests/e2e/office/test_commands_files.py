"""Files and stuck cards for the communications team, and that nothing confidential is in either."""

import csv
import io
from datetime import timedelta

import pytest

from bot.ids import system_ids
from bot.messages import Account, Incoming, Reply
from bot.storage import models
from tests.e2e.office.commanding import read, typist
from tests.e2e.office.whisper import email, only_the_cast, plays, reports, whispering
from tests.office import Office, asks_for_a_boost

pytestmark = pytest.mark.database
FORMULA = '=HYPERLINK("http://example.com";"Press")'


@pytest.fixture(autouse=True)
async def _cast(office: Office) -> None:
    await only_the_cast(office)


def rows(reply: Reply) -> list[dict[str, str]]:
    (file,) = reply.files
    assert file.name.endswith(".csv")
    return list(csv.DictReader(io.StringIO(file.text)))


@pytest.mark.parametrize("kind", ["queue", "cases"])
async def test_requests_are_exported_with_where_they_stand(office: Office, kind: str) -> None:
    await asks_for_a_boost(office.nadia)
    case = await models.Case.get()
    [row] = rows(await typist(office, "callum").team(f"export {kind}"))
    assert row["reference"] == case.reference
    assert row["state"] == "in_review"
    assert "Tobias" in row["waits_for"]
    assert row["waiting_since"].startswith("2026-11-23")


async def test_the_sealed_record_keeps_who_took_how_much_of_what_and_not_what_was_in_it(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await typist(office, "callum").team("export cases 2026-10")
    assert not await models.ExportEntry.exists()
    await typist(office, "callum").team("export cases 2026-11")
    await typist(office, "callum").team("export queue")
    first, second = await models.ExportEntry.all().order_by("seq")
    assert first.actor == (await office.person("callum")).id
    assert first.facts == {"what": "cases", "rows": 1, "from": "2026-11-01", "until": "2026-11-30"}
    assert second.facts == {"what": "queue", "rows": 1}
    assert (await typist(office, "darius").team("export cases")).files == ()
    assert await models.ExportEntry.all().count() == 2


async def test_a_file_that_is_asked_for_again_only_to_be_looked_at_is_on_the_record_too(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    callum = Account("browser", "suffolk", "callum")
    for command in ("export queue", "state"):
        incoming = Incoming(system_ids.delivery(), callum, "callum", command, command="team", looks=True)
        reply = await office.app.front.handle(incoming)
        assert bool(reply.files) == (command == "export queue")
    assert (await models.ExportEntry.get()).facts == {"what": "queue", "rows": 1}


async def test_the_registers_are_exported(office: Office) -> None:
    reply = await typist(office, "callum").team("export accounts")
    assert reply.text or reply.files


@pytest.mark.parametrize(
    ("time", "there"),
    [
        ("2026-11", True), ("2026-10", False), ("2026-12", False), ("2026-11-23 to 2026-11-23", True),
        ("2026-11-24 to 2026-11-30", False), ("from 1 November 2026 to 30 November 2026", True),
    ],
)  # fmt: skip
async def test_an_export_is_of_the_time_that_was_named(office: Office, time: str, there: bool) -> None:
    await asks_for_a_boost(office.nadia)
    reply = await typist(office, "callum").team(f"export cases {time}")
    assert bool(reply.files) is there
    assert reply.text


async def test_a_cell_is_never_a_formula(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await models.Case.all().update(title=FORMULA)
    nadia = await office.person("nadia")
    await models.Person.filter(id=nadia.id).update(name="@SUM(A1)")
    [row] = rows(await typist(office, "callum").team("export queue"))
    assert (row["title"], row["asked_by"]) == (f"'{FORMULA}", "'@SUM(A1)")


async def test_what_is_private_stays_so_in_the_file_and_in_the_queue(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await models.Case.all().update(visibility="private")
    callum = typist(office, "callum")
    [row] = rows(await callum.team("export cases"))
    assert (row["guide"], row["title"]) == ("", "A private request")
    assert "Boost" not in read((await callum.team("queue")).screen)
    assert "Nothing" in read((await callum.team("queue boost")).screen)


async def test_a_case_of_another_council_is_not_exported(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await models.Case.all().update(council="cannock")
    assert (await typist(office, "callum").team("export cases")).files == ()


async def test_who_took_a_file_is_in_the_log(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    await asks_for_a_boost(office.nadia)
    await typist(office, "callum").team("export queue")
    callum = await office.person("callum")
    said = capsys.readouterr()
    assert callum.id in said.out + said.err


async def parks(user: str, office: Office) -> models.Outbox:
    """As if the platform had refused a card of theirs for good."""
    person = await office.person(user)
    card = await models.Card.filter(person_id=person.id).order_by("-id").first()
    assert card
    row = await models.Outbox.filter(card_id=card.id).order_by("-id").first()
    assert row
    await models.Outbox.filter(id=row.id).update(failed="slack.channel_not_found", queued=True)
    return row


async def test_a_card_that_nobody_got_is_listed_and_tried_again(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    callum = typist(office, "callum")
    assert "Every card" in read((await callum.team("parked")).screen)
    row = await parks("tobias", office)
    shown = read((await callum.team("parked")).screen)
    assert "Tobias" in shown
    assert (await models.Case.get()).reference in shown
    assert "channel_not_found" in shown
    label = callum.screen.buttons[0].label
    assert (await callum.press(label)).tone == "good"
    assert (await models.Outbox.get(id=row.id)).failed == ""
    assert (await callum.press(label, again="yes")).tone == "info"


async def test_others_can_try_nothing_again(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    row = await parks("tobias", office)
    token = office.app.front.signer.sign("comms.retry", row.id)
    assert (await office.darius.send(token)).tone == "bad"
    assert (await models.Outbox.get(id=row.id)).failed


async def all_that_the_team_gets(office: Office) -> list[str]:
    """Every command of the team's, with what varies in any world taken out."""
    callum, said = typist(office, "callum"), []
    for words in ("queue", "queue closed", "mine", "queue whisper", "people gwen", "people nadia", "export queue",
                  "export cases", "parked", "state", "accounts", "agreements"):  # fmt: skip
        reply = await callum.team(words)
        said.append(f"{words}: {reply.text} {read(reply.screen)} {[f.text for f in reply.files]}")
    return said


async def test_the_team_gets_the_same_whether_there_is_a_confidential_report_or_not(office: Office) -> None:
    await plays(office, "tobias", "human_resources")
    office = whispering(office, "line_manager")
    await asks_for_a_boost(office.nadia)
    without = await all_that_the_team_gets(office)
    await reports(office.nadia, email("darius.kowalski"))
    await parks("gwen", office)
    report = await models.Report.get()
    assert await all_that_the_team_gets(office) == without
    callum = typist(office, "callum")
    there = read((await callum.team(f"case {report.reference}")).screen)
    other = read((await callum.team("case 9999-9999")).screen)
    assert there.replace(report.reference, "") == other.replace("9999-9999", "")


async def test_a_long_wait_counts_working_days_alone(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    office.clock.move(timedelta(days=35))  # Christmas Day and Boxing Day's substitute fall in it
    [row] = rows(await typist(office, "callum").team("export queue"))
    assert row["overdue"] == "yes"
    assert int(row["working_days"]) == 23
