"""PURE: a report as JSON and back, without loss: what the `record` column holds."""

from collections.abc import Mapping
from typing import Any

from bot.reports.report import Report, State

SETS = ("barred", "holders", "stewards", "former")


def report_to_json(report: Report) -> dict[str, Any]:
    """The report as plain JSON values; the same report always gives the same values."""
    sets = {name: sorted(getattr(report, name)) for name in SETS}
    return {**vars(report), **sets, "route": list(report.route), "state": report.state.value}


def report_from_json(record: Mapping[str, Any]) -> Report:
    """The report that was stored. Raises KeyError, TypeError or ValueError where the record is not one of ours."""
    sets = {name: frozenset(record[name]) for name in SETS}
    return Report(**{**record, **sets, "route": tuple(record["route"]), "state": State(record["state"])})
