"""The wheel holds all that the program needs: it works where there is no source."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("bot", "flows", "policy_data")
FILES = ("pyproject.toml", "README.md", "LICENSE", "manifest.yaml")
NEVER = shutil.ignore_patterns("__pycache__")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel is unpacked, as an installer does."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for part in PARTS:
        shutil.copytree(ROOT / part, source / part, symlinks=True, ignore=NEVER)
    for file in FILES:
        shutil.copy(ROOT / file, source)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--wheel-dir", str(built), str(source)], check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(built / "site")
    return built / "site"


def run(unpacked: Path, *words: str) -> str:
    """What the command of the wheel prints, with nothing of the source on its way."""
    call = "import sys; sys.path[:] = [sys.argv.pop(1), *(p for p in sys.path if p)]; import bot.cli; bot.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", call, str(unpacked), *words], cwd=unpacked, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_slack_apps_manifest_comes_with_it(unpacked: Path) -> None:
    held = unpacked / "bot/channels/slack/manifest.yaml"
    assert not held.is_symlink()
    assert held.read_text() == (ROOT / "manifest.yaml").read_text()
    assert run(unpacked, "slack", "manifest", "--url", "https://comms-desk.example.gov.uk") == held.read_text()


def test_the_teams_package_is_made_from_it(unpacked: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MICROSOFT_APP_ID", "11111111-2222-3333-4444-555555555555")
    addresses = [word for name in ("website", "privacy", "terms") for word in (f"--{name}", f"https://c.gov.uk/{name}")]
    run(unpacked, "teams", "package", *addresses, "--output", str(tmp_path / "desk.zip"))
    with ZipFile(tmp_path / "desk.zip") as package:
        assert set(package.namelist()) == {"manifest.json", "color.png", "outline.png"}


def test_its_councils_and_their_policies_come_with_it(unpacked: Path) -> None:
    assert "2.7" in run(unpacked, "ask", "--council", "suffolk", "Can I boost a post?")
    assert (unpacked / "bot/people/sample/staff.csv").exists()


def test_no_file_of_the_program_is_left_out(unpacked: Path) -> None:
    wanted = {p.relative_to(ROOT) for part in PARTS for p in (ROOT / part).rglob("*") if p.is_file()}
    missing = {p for p in wanted if "__pycache__" not in p.parts and not (unpacked / p).exists()}
    assert missing == set()
