"""The button that brings somebody copies of the files of a case or of a report."""

from collections.abc import Mapping, Sequence

from bot.approvals import service
from bot.approvals.ports import TEAM
from bot.conversations.matters import act_of
from bot.conversations.press import Action, Press, not_yours
from bot.evidence.ports import CASE, REFUSED, REPORT, Held
from bot.messages import Reply
from bot.reports import service as reporting

NONE_KEPT = "No file of this could be kept. Ask whoever sent it for a link."
COMING = "I bring you {} in our messages. The record keeps that you have had {}."


async def of_case(press: Press) -> Reply:
    """Copies of a case's files for somebody who may read its answers; the record says who has had which."""
    case, person = str(press.about[0]), press.about[1]
    if person not in (press.person.id, TEAM):
        raise not_yours()
    files = _kept(await press.talk.files.of(CASE, case))
    await service.open_files(press.desk, press.person, case, _hashes(files), follows=await _follows(press, case))
    return _brought(press, files)


async def of_report(press: Press) -> Reply:
    """The same of a confidential report; for anybody else there is no such report."""
    report = act_of(press).report
    files = _kept(await press.talk.files.of(REPORT, report))
    await reporting.open_files(press.reports, press.person.id, report, _hashes(files))
    return _brought(press, files)


async def _follows(press: Press, case: str) -> bool:
    """Whether the person's card or command shows the case besides: the team, and whoever has a task of it."""
    if press.person.id in await press.desk.stewards_of(press.person.council):
        return True
    return any(press.person.id in task.known_to for task in await press.registers.tasks.of_case(case))


def _kept(files: Sequence[Held]) -> list[Held]:
    return [f for f in files if f.state != REFUSED]


def _hashes(files: Sequence[Held]) -> Mapping[str, str]:
    return {f.id: f.digest for f in files}


def _brought(press: Press, files: Sequence[Held]) -> Reply:
    """The copies; for somebody who only looks there are none, because nothing would be on the record."""
    if press.incoming.looks:
        return Reply()
    if not files:
        return Reply(NONE_KEPT, "warn")
    what = ("a copy of the file", "it") if len(files) == 1 else (f"copies of the {len(files)} files", "them")
    return Reply(COMING.format(*what), "good", files=press.talk.files.copies(files))


BUTTONS: Mapping[str, Action] = {"files": Action(of_case, 2), "report.files": Action(of_report, 3)}
