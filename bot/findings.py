"""What a doctor of a channel finds: one line each, with what to do where something is wrong."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, what was seen, and what to do where it is not."""

    about: str
    well: bool
    seen: str
    advice: str = ""
