"""The browser for tests: the chromium of the machine, driven by Playwright."""

import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_found() -> str | None:
    """Where chromium is on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of chromium; a test that asks for it is left out, and said to be, where there is none."""
    path = chromium_found()
    assert path, "install chromium, or leave out these tests with -m 'not browser'"
    return path
