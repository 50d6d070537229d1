"""How fast delivery goes: how often it looks, how long it waits after a refusal, and when it gives up."""

from dataclasses import dataclass

from bot.settings import Settings


@dataclass(frozen=True)
class Pace:
    """Every interval is in seconds. A row is tried `turns` times in a generation and has `generations` of them."""

    sweep: float = 60
    beat: float = 10
    dead: float = 60
    stale: float = 900
    grace: float = 5
    poll: float = 0.2
    gather: float = 0.05
    first_wait: float = 2
    longest_wait: float = 900
    patience: float = 8
    keep: float = 86400
    turns: int = 200
    generations: int = 5

    def wait(self, turn: int, row_id: int) -> float:
        """How long after failed attempt number `turn` (from 0): twice as long each time, spread a fifth by row."""
        spread = 0.8 + 0.4 * (row_id * 0.618 % 1)
        return spread * min(self.longest_wait, self.first_wait * 2.0 ** min(turn, 30))


def from_settings(settings: Settings) -> Pace:
    """The pace that the settings name."""
    return Pace(
        sweep=settings.sweep_seconds,
        beat=settings.beat_seconds,
        dead=settings.dead_seconds,
        stale=settings.stale_seconds,
        grace=settings.grace_seconds,
    )
