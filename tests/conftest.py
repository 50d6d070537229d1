"""What holds for every test: its own settings, nothing left behind, and marks by what it uses."""

import asyncio
import inspect
import os
import threading
import time
from collections.abc import AsyncIterator, Iterator

import pytest
import structlog

from bot import log

pytest_plugins = ("tests.databases", "tests.browsers", "tests.npm", "tests.office")

MARKS = {"database_url": "database", "tables_url": "database", "chromium": "browser", "rounds": "rounds"}
SETTINGS = ("COMMSDESK_", "SLACK_", "MICROSOFT_APP_", "PORT")
OURS = "COMMSDESK_TEST_"
# Threads of the event loop's own pool end with the loop, which pytest-asyncio closes after the last fixture.
OF_THE_LOOP = ("asyncio_", "waitpid-")
PATIENCE = 2.0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rounds", type=int, default=40, help="how often a race or a kill is tried")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test is marked by the fixtures it uses, so that nobody has to remember to."""
    for item in items:
        for fixture in set(getattr(item, "fixturenames", ())) & set(MARKS):
            item.add_marker(MARKS[fixture])


@pytest.fixture(scope="session")
def rounds(pytestconfig: pytest.Config) -> int:
    """How often to try what depends on luck; `make soak` asks for more."""
    return int(pytestconfig.getoption("--rounds"))


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith(SETTINGS) and not n.startswith(OURS)]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    yield
    structlog.reset_defaults()
    log.forget()


@pytest.fixture(autouse=True)
def _leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    before = set(threading.enumerate())
    if inspect.iscoroutinefunction(getattr(request, "function", None)):
        request.getfixturevalue("_leaves_no_task_behind")
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.name.startswith(OF_THE_LOOP)]
    until = time.monotonic() + PATIENCE
    for thread in left:
        thread.join(max(0, until - time.monotonic()))
    if alive := [t.name for t in left if t.is_alive()]:
        pytest.fail(f"the test left threads behind: {alive}", pytrace=False)


@pytest.fixture
async def _leaves_no_task_behind() -> AsyncIterator[None]:
    yield
    await asyncio.sleep(0)
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    if left:
        pytest.fail(f"the test left tasks behind: {[t.get_coro() for t in left]}", pytrace=False)
