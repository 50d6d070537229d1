"""Packages of npm that tests hold our output against: fetched once a run, into a folder outside the project."""

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

DEMANDED = "COMMSDESK_TEST_DEMAND"
PATIENCE = 100
OPTIONS = ("--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def npm_found() -> str | None:
    """Where npm is on this machine, or None."""
    return shutil.which("npm")


@pytest.fixture(scope="session")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives the folder of a package, named with its version, such as `adaptivecards@3.0.6`.

    A test is left out, and says so, where npm or its registry is not to be had; where all is demanded, it fails.
    """

    @cache
    def fetched(package: str) -> Path:
        folder = tmp_path_factory.mktemp("npm")
        if fault := _fetch(package, folder):
            (pytest.fail if os.environ.get(DEMANDED) else pytest.skip)(f"{package} cannot be had: {fault}")
        return folder / "node_modules" / package.rpartition("@")[0]

    return fetched


def _fetch(package: str, folder: Path) -> str:
    """Fetch the package into that folder; what kept it from coming, or nothing."""
    if (npm := npm_found()) is None:
        return "npm is not installed"
    call = [npm, "install", "--prefix", str(folder), *OPTIONS, package]
    try:
        done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return f"npm took longer than {PATIENCE} seconds"
    return "" if done.returncode == 0 else done.stderr.strip() or f"npm ended with {done.returncode}"
