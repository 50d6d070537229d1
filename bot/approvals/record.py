"""PURE: a case as JSON and back, without loss: what the `record` column holds."""

from collections.abc import Mapping
from typing import Any

from bot.approvals.model import Case, CaseState, Seat, Step, StepState


def record_to_json(case: Case) -> dict[str, Any]:
    """The case as plain JSON values; the same case always gives the same values."""
    return {
        "id": case.id,
        "requester": case.requester,
        "barred": sorted(case.barred),
        "state": case.state.value,
        "revision": case.revision,
        "steps": [_step_to_json(step) for step in case.steps],
        "orphaned": case.orphaned,
    }


def record_from_json(record: Mapping[str, Any]) -> Case:
    """The case that was stored. Raises KeyError or ValueError where the record is not one of ours."""
    return Case(
        id=record["id"],
        requester=record["requester"],
        barred=frozenset(record["barred"]),
        state=CaseState(record["state"]),
        revision=record["revision"],
        steps=tuple(_step(step) for step in record["steps"]),
        orphaned=record["orphaned"],
    )


def _step_to_json(step: Step) -> dict[str, Any]:
    asked = {"number": step.number, "role": step.role, "of": step.of, "rule": step.rule, "scope": step.scope}
    return {**asked, "state": step.state.value, "seats": [_seat_to_json(seat) for seat in step.seats]}


def _seat_to_json(seat: Seat) -> dict[str, Any]:
    return {"person": seat.person, "live": seat.live, "decision": seat.decision, "chain": list(seat.chain)}


def _step(record: Mapping[str, Any]) -> Step:
    seats = tuple(Seat(s["person"], s["live"], s["decision"], tuple(s["chain"])) for s in record["seats"])
    changed = {"state": StepState(record["state"]), "seats": seats}
    return Step(**{**record, **changed})
