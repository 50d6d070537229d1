"""What a benchmark finds: one number with its target, and what it was worked out from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One number beside its target; `seen` holds the measurements behind it, each named with its unit."""

    what: str
    value: float
    target: float
    unit: str = "times"
    at_least: bool = False
    seen: Mapping[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether the number is on the right side of its target."""
        return self.value >= self.target if self.at_least else self.value <= self.target

    def as_json(self) -> dict[str, Any]:
        """Everything, and whether the target is met."""
        rounded = {name: round(value, 4) for name, value in self.seen.items()}
        return {**asdict(self), "value": round(self.value, 3), "seen": rounded, "met": self.met}

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> "Figure":
        """The figure that was written."""
        return Figure(**{name: value for name, value in kept.items() if name != "met"})
