"""Makes many cases of one shape to race on, by the service, from one boost that was asked for in chat."""

from dataclasses import replace

from bot.approvals import service
from bot.approvals.service import Draft
from bot.storage import models
from bot.storage.database import transaction
from tests.e2e.races.plan import Race, Shape, Starter
from tests.office import Office, asks_for_a_boost

CAST = ("nadia", "gwen", "tobias", "mei-lin", "callum", "darius")
CODE = "LIB-2041"
SCOPES = {"budget_code": CODE}
BATCH = 50


async def people_of(office: Office) -> dict[str, str]:
    """The ids of the cast by short name."""
    return {user: (await office.person(user)).id for user in CAST}


async def races_on(office: Office, shape: Shape, count: int, seed: int) -> list[Race]:
    """That many cases of the shape, and who will click what on them."""
    people = await people_of(office)
    desk = office.app.front.desk
    requester = await desk.directory.person(people["nadia"])
    assert requester
    draft = _shaped(await _draft(office), shape)
    starter = Starter.seeded(shape, people, office.app.front.signer.sign, seed)
    races: list[Race] = []
    while len(races) < count:
        async with transaction():
            batch = [await service.submit(desk, requester, draft) for _ in range(min(BATCH, count - len(races)))]
        races += [starter.race(stored.case.id) for stored in batch]
    return races


async def _draft(office: Office) -> Draft:
    """What a boost that was asked for holds."""
    await asks_for_a_boost(office.nadia, CODE)
    (case,) = await models.Case.all().order_by("-opened").limit(1).values_list("id")
    stored = await office.app.front.desk.cases.get(case[0])
    assert stored
    content = await office.app.front.desk.cases.content(stored.case.id, 1)
    return Draft(
        stored.flow, stored.title, stored.visibility, stored.policy, content.asked, content.outcome, SCOPES
    )  # fmt: skip


def _shaped(draft: Draft, shape: Shape) -> Draft:
    """The same request with other steps; each keeps the sections of one that it has."""
    given = draft.outcome["approvals"]
    steps = [
        {**(given[n % len(given)]), "role": role, "of": of, "rule": rule, "title": role}
        for n, (role, of, rule) in enumerate(shape.steps)
    ]
    return replace(draft, outcome={**draft.outcome, "approvals": steps})
