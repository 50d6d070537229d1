"""PURE: a case as JSON and back, without loss: what the `record` column holds."""

from collections.abc import Mapping
from typing import Any

from bot.approvals.model import Case, CaseState, Seat, Step, StepState


def record_to_json(case: Case) -> dict[str, Any]:
    """The case as plain JSON values; the same case always gives the same values."""
    changed = {"state": case.state.value, "barred": sorted(case.barred), "former": sorted(case.former)}
    return {**vars(case), **changed, "steps": [_step_to_json(step) for step in case.steps]}


def record_from_json(record: Mapping[str, Any]) -> Case:
    """The case that was stored. Raises KeyError, TypeError or ValueError where the record is not one of ours."""
    changed = {"state": CaseState(record["state"]), "barred": frozenset(record["barred"])}
    steps = tuple(_step_from_json(step) for step in record["steps"])
    return Case(**{**record, **changed, "former": frozenset(record["former"]), "steps": steps})


def _step_to_json(step: Step) -> dict[str, Any]:
    seats = [{**vars(seat), "chain": list(seat.chain)} for seat in step.seats]
    return {**vars(step), "state": step.state.value, "seats": seats}


def _step_from_json(record: Mapping[str, Any]) -> Step:
    seats = tuple(Seat(**{**seat, "chain": tuple(seat["chain"])}) for seat in record["seats"])
    return Step(**{**record, "state": StepState(record["state"]), "seats": seats})
