"""A platform's rates are kept: in each conversation, and in all together."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.delivery.rates import Limit, Rates


@dataclass
class Platform:
    """A channel that declares limits."""

    limits: Mapping[str, Limit] = field(default_factory=dict)
    name: str = "chat"

    async def send(self, posting: object) -> str:
        return ""

    def routes(self, handle: object) -> tuple[()]:
        return ()

    async def close(self) -> None:
        """There is nothing to let go of."""


async def _spent(rates: Rates, *lanes: str, edit: bool = False) -> float:
    began = asyncio.get_running_loop().time()
    for lane in lanes:
        assert await rates.wait("chat", edit, lane) == 0
    return asyncio.get_running_loop().time() - began


async def test_a_burst_goes_at_once_and_the_next_waits_for_its_place() -> None:
    rates = Rates({"chat": Platform({"post": Limit(3, 1.5)})})
    assert await _spent(rates, "a", "a", "a") < 0.3
    assert 0.2 < await _spent(rates, "a") < 1
    assert await _spent(rates, "b") < 0.3


async def test_what_holds_for_all_conversations_together_is_shared_between_replicas() -> None:
    rates = Rates({"chat": Platform({"edit": Limit(10, 5, whole=True)})}, replicas=2)
    assert await _spent(rates, *"abcde", edit=True) < 0.3
    assert 0.5 < await _spent(rates, "f", edit=True) < 1.6


async def test_a_long_wait_is_left_to_the_engine_and_takes_no_place() -> None:
    rates = Rates({"chat": Platform({"post": Limit(1, 60)})})
    assert await rates.wait("chat", False, "a") == 0
    first, second = [await rates.wait("chat", False, "a") for _ in range(2)]
    assert 59 < second <= first <= 60


async def test_a_method_or_channel_without_a_limit_never_waits() -> None:
    rates = Rates({"chat": Platform({"post": Limit(1, 60)})})
    assert [await rates.wait(c, True, "a") for c in ("chat", "chat", "other")] == [0, 0, 0]
