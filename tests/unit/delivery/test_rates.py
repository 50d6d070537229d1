"""A platform's rates are kept, whatever happens: in each conversation, and in each workspace as a whole."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from bot.channels import Limit, Method
from bot.delivery.rates import Rates, Stopping
from tests.quick_time import run_quickly

NONE: tuple[Limit, ...] = ()


@dataclass
class Platform:
    """A channel that declares limits for posts and edits."""

    posts: tuple[Limit, ...] = NONE
    edits: tuple[Limit, ...] = NONE
    name: str = "chat"

    def method(self, address: str, *, edit: bool) -> Method:
        return Method("edit", self.edits) if edit else Method("post", self.posts)

    async def send(self, posting: object) -> str:
        return ""

    def routes(self, handle: object) -> tuple[()]:
        return ()

    async def close(self) -> None:
        """There is nothing to let go of."""


@dataclass
class Caller:
    """Makes calls that take a while, and notes when each was begun."""

    rates: Rates
    takes: float = 0.0
    begun: dict[str, list[float]] = field(default_factory=dict)

    async def call(self, address: str, *, edit: bool = False) -> None:
        with await self.rates.place("chat", address, edit=edit) as place:
            self.begun.setdefault(address, []).append(_now())
            await asyncio.sleep(self.takes)
            place.answered()

    async def calls(self, *addresses: str, edit: bool = False) -> list[float]:
        """Ask for all at once; gives when each was begun, in order."""
        before = sum(map(len, self.begun.values()))
        await asyncio.gather(*(self.call(address, edit=edit) for address in addresses))
        return sorted(at for each in self.begun.values() for at in each)[before:]


def _now() -> float:
    return asyncio.get_running_loop().time()


def _caller(*, posts: tuple[Limit, ...] = NONE, edits: tuple[Limit, ...] = NONE, takes: float = 0.0) -> Caller:
    return Caller(Rates({"chat": Platform(posts, edits)}), takes)


def _in_a_window(times: list[float], seconds: float) -> int:
    return max(sum(begin <= at < begin + seconds for at in times) for begin in times)


def test_a_burst_goes_at_once_and_the_next_when_its_first_place_is_free_again() -> None:
    caller = _caller(posts=(Limit(3, 3.0),))
    assert run_quickly(caller.calls(*"aaaaa")) == [0, 0, 0, 3, 3]


def test_conversations_do_not_wait_for_each_other() -> None:
    caller = _caller(posts=(Limit(1, 60.0),))
    assert run_quickly(caller.calls(*"abc")) == [0, 0, 0]


def test_no_window_holds_more_calls_than_the_limit_even_where_answers_take_long() -> None:
    caller = _caller(edits=(Limit(50, 60.0, whole=True),), takes=0.4)
    times = run_quickly(caller.calls(*(f"T1/{n}" for n in range(400)), edit=True))
    # A call may be counted anywhere between its beginning and its answer.
    assert _in_a_window([t + 0.4 for t in times[:50]] + times[50:], 60.0) == 50
    assert times[-1] < 7 * 61


def test_what_holds_in_a_workspace_holds_in_each_for_itself() -> None:
    caller = _caller(edits=(Limit(2, 10.0, whole=True),))
    assert run_quickly(caller.calls("T1/a", "T1/b", "T2/a", "T2/b", "T1/c", edit=True)) == [0, 0, 0, 0, 10]


def test_a_call_falls_under_every_limit_of_its_method() -> None:
    caller = _caller(posts=(Limit(4, 60.0, whole=True), Limit(1, 1.0)))
    assert run_quickly(caller.calls("T1/a", "T1/a", "T1/b", "T1/b", "T1/c")) == [0, 0, 0, 1, 60]


@pytest.mark.parametrize(("replicas", "times"), [(2, [0, 0, 10, 10]), (4, [0, 10, 20, 30]), (8, [0, 20, 40, 60])])
def test_what_holds_for_a_workspace_is_divided_between_replicas(replicas: int, times: list[float]) -> None:
    caller = _caller(edits=(Limit(4, 10.0, whole=True),))
    caller.rates.replicas = replicas
    assert run_quickly(caller.calls(*"abcd", edit=True)) == times


def test_who_comes_first_is_served_first() -> None:
    caller = _caller(edits=(Limit(1, 10.0, whole=True),))
    run_quickly(caller.calls(*(f"T1/{n}" for n in range(9)), edit=True))
    assert [caller.begun[f"T1/{n}"] for n in range(9)] == [[10.0 * n] for n in range(9)]


def test_after_a_refusal_nobody_calls_that_method_in_that_workspace_before_its_time() -> None:
    caller = _caller(edits=(Limit(50, 60.0, whole=True),))

    async def refused() -> list[float]:
        (await caller.rates.place("chat", "T1/a", edit=True)).refused(30.0)
        return [*await caller.calls("T2/a", edit=True), *await caller.calls("T1/b", "T1/c", edit=True)]

    assert run_quickly(refused()) == [0, 30, 30]


def test_a_refusal_that_comes_while_others_wait_holds_them_back_too() -> None:
    caller = _caller(edits=(Limit(1, 10.0, whole=True),))

    async def refused() -> list[float]:
        place = await caller.rates.place("chat", "T1/a", edit=True)
        others = asyncio.create_task(caller.calls("T1/b", "T1/c", edit=True))
        await asyncio.sleep(5)
        place.refused(20.0)
        return await others

    assert run_quickly(refused()) == [25, 35]


def test_a_pause_never_becomes_shorter() -> None:
    caller = _caller(posts=(Limit(5, 10.0),))

    async def refused() -> list[float]:
        first, second = [await caller.rates.place("chat", "a", edit=False) for _ in range(2)]
        first.refused(30.0)
        second.refused(1.0)
        return await caller.calls("a")

    assert run_quickly(refused()) == [30]


def test_what_the_platform_refused_to_count_does_not_count_here() -> None:
    caller = _caller(posts=(Limit(2, 60.0),))

    async def refused() -> list[float]:
        (await caller.rates.place("chat", "a", edit=False)).refused(1.0)
        return await caller.calls("a", "a")

    assert run_quickly(refused()) == [1, 1]


def test_a_place_that_was_not_needed_goes_to_whoever_waits() -> None:
    caller = _caller(posts=(Limit(1, 60.0),))

    async def unused() -> list[float]:
        with await caller.rates.place("chat", "a", edit=False):
            waits = asyncio.create_task(caller.calls("a"))
            await asyncio.sleep(5)
        return await waits

    assert run_quickly(unused()) == [5]


def test_a_call_that_broke_off_may_have_been_counted() -> None:
    caller = _caller(posts=(Limit(1, 60.0),))

    async def broken() -> list[float]:
        with suppress(ZeroDivisionError), await caller.rates.place("chat", "a", edit=False):
            raise ZeroDivisionError
        return await caller.calls("a")

    assert run_quickly(broken()) == [60]


def test_whoever_is_taken_away_while_waiting_leaves_no_place_taken() -> None:
    caller = _caller(posts=(Limit(1, 10.0), Limit(1, 20.0, whole=True)))

    async def cancelled() -> list[float]:
        await caller.call("T1/a")
        waits = [asyncio.create_task(caller.call("T1/b")) for _ in range(3)]
        await asyncio.sleep(5)
        for task in waits:
            task.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
        return await caller.calls("T1/b")

    assert run_quickly(cancelled()) == [20]


def test_when_delivery_stops_whoever_waits_is_sent_away_and_nobody_else_gets_a_place() -> None:
    caller = _caller(edits=(Limit(1, 600.0, whole=True),))

    async def stopped() -> list[BaseException | None]:
        waits = [asyncio.create_task(caller.call("T1/a", edit=True)) for _ in range(4)]
        await asyncio.sleep(5)
        caller.rates.close()
        late = asyncio.create_task(caller.call("T2/a", edit=True))
        found = await asyncio.gather(*waits, late, return_exceptions=True)
        assert _now() == 5
        return found

    assert [type(error) for error in run_quickly(stopped())] == [type(None), *[Stopping] * 4]


def test_a_method_or_channel_without_a_limit_never_waits() -> None:
    caller = _caller(posts=(Limit(1, 60.0),))

    async def free() -> list[bool]:
        places = [await caller.rates.place(c, "a", edit=True) for c in ("chat", "chat", "other")]
        return [place.waited for place in places]

    assert run_quickly(free()) == [False, False, False]


def test_a_place_says_whether_it_had_to_be_waited_for() -> None:
    caller = _caller(posts=(Limit(1, 60.0),))

    async def asked() -> list[bool]:
        waited = []
        for _ in range(2):
            place = await caller.rates.place("chat", "a", edit=False)
            waited.append(place.waited)
            place.answered()
        return waited

    assert run_quickly(asked()) == [False, True]


def test_buckets_that_nobody_needs_any_more_are_forgotten_and_none_that_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.delivery.rates.MOST_BUCKETS", 5)
    caller = _caller(posts=(Limit(1, 10.0),))

    async def many() -> tuple[int, list[float]]:
        await caller.calls(*(str(n) for n in range(20)))
        await asyncio.sleep(30)
        await caller.call("last")
        return len(caller.rates._buckets), await caller.calls("last")

    assert run_quickly(many()) == (1, [40])
