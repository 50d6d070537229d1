"""`commsdesk teams`: the package is written from what is set and typed, and the doctor says what is not right."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.unit.cli.typed import Ran, Typed

APP, TENANT = "11111111-2222-3333-4444-555555555555", "99999999-9999-4999-8999-999999999999"
ADDRESSES = (
    "--website",
    "https://c.gov.uk",
    "--privacy",
    "https://c.gov.uk/privacy",
    "--terms",
    "https://c.gov.uk/rules",
)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICROSOFT_APP_ID", APP)


def package(typed: Typed, file: Path, *more: str) -> Ran:
    """Write the package to that file."""
    return typed("teams", "package", *ADDRESSES, "--output", str(file), *more)


def manifest(file: Path) -> dict[str, object]:
    """The manifest in a package."""
    with ZipFile(file) as package:
        return dict(json.loads(package.read("manifest.json")))


@pytest.mark.usefixtures("app")
def test_the_package_is_written_for_the_app_that_is_set(typed: Typed, tmp_path: Path) -> None:
    ran = package(typed, tmp_path / "desk.zip", "--json")
    made = manifest(tmp_path / "desk.zip")
    assert ran.code == 0
    assert ran.data["app"] == made["id"] == APP
    assert ran.data["version"] == made["version"]
    assert made["developer"] == {
        "name": "Suffolk County Council",
        "websiteUrl": "https://c.gov.uk",
        "privacyUrl": "https://c.gov.uk/privacy",
        "termsOfUseUrl": "https://c.gov.uk/rules",
    }


@pytest.mark.usefixtures("app")
def test_the_same_call_gives_the_same_file(typed: Typed, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        assert package(typed, tmp_path / name).code == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.usefixtures("app")
def test_council_developer_and_version_can_be_said(typed: Typed, tmp_path: Path) -> None:
    ran = package(
        typed, tmp_path / "x.zip", "--council", "Cannock", "--developer", "Digital Team", "--app-version", "2.0.1"
    )
    made = manifest(tmp_path / "x.zip")
    assert "Cannock Chase Council" in ran.out
    assert "Cannock Chase Council" in str(made["description"])
    assert "Digital Team" in str(made["developer"])
    assert made["version"] == "2.0.1"


@pytest.mark.usefixtures("app")
def test_all_that_is_missing_is_said_at_once_and_nothing_is_written(typed: Typed, tmp_path: Path) -> None:
    ran = typed("teams", "package", "--output", str(tmp_path / "x.zip"))
    assert ran.code == 2
    assert [option for option in ("--website", "--privacy", "--terms") if option not in ran.err] == []
    assert not (tmp_path / "x.zip").exists()


def test_without_an_app_no_package_is_made(typed: Typed, tmp_path: Path) -> None:
    ran = package(typed, tmp_path / "x.zip", "--json")
    assert ran.code == 3
    assert "MICROSOFT_APP_ID" in ran.data["error"]["sentence"]


@pytest.mark.usefixtures("app")
def test_a_council_that_is_not_there_is_a_bad_call(typed: Typed, tmp_path: Path) -> None:
    ran = package(typed, tmp_path / "x.zip", "--council", "sufolk")
    assert ran.code == 2
    assert "suffolk" in ran.err


@pytest.mark.usefixtures("app")
def test_a_file_that_cannot_be_written_is_a_bad_call(typed: Typed, tmp_path: Path) -> None:
    ran = package(typed, tmp_path / "nowhere" / "x.zip")
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_the_doctor_says_where_to_begin_when_nothing_is_set(typed: Typed) -> None:
    ran = typed("teams", "doctor")
    assert ran.code == 1
    assert "docs/teams.md" in ran.out


@pytest.mark.usefixtures("app")
def test_the_doctor_names_every_setting_that_is_missing(typed: Typed) -> None:
    found = typed("teams", "doctor", "--json").data["findings"]
    assert {f["about"] for f in found} == {"Settings"}
    assert "MICROSOFT_APP_PASSWORD" in str(found)
    assert "MICROSOFT_APP_TENANT_ID" in str(found)


@pytest.mark.usefixtures("app")
def test_the_doctor_names_a_council_that_is_not_there(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICROSOFT_APP_PASSWORD", "secret")
    monkeypatch.setenv("MICROSOFT_APP_TENANT_ID", TENANT)
    monkeypatch.setenv("COMMSDESK_TEAMS_TENANTS", f"{TENANT}=sufolk")
    ran = typed("teams", "doctor")
    assert ran.code == 1
    assert f"{TENANT} is given to sufolk" in ran.out
    assert "secret" not in ran.out


@pytest.mark.usefixtures("app")
def test_the_doctor_speaks_of_tenants_once_the_database_is_there(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = {
        "MICROSOFT_APP_PASSWORD": "secret", "MICROSOFT_APP_TENANT_ID": TENANT, "COMMSDESK_DATA_DIR": str(tmp_path),
        "COMMSDESK_TEAMS_AUTHORITY": "https://127.0.0.1:1", "COMMSDESK_TEAMS_SERVICE_URLS": "http://127.0.0.1:1/",
        "COMMSDESK_TEAMS_OPENID_METADATA_URL": "http://127.0.0.1:1/keys",
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    before = typed("teams", "doctor", "--json").data["findings"]
    assert typed("migrate").code == 0
    after = typed("teams", "doctor", "--json").data["findings"]
    assert [f["about"] for f in before if f["about"] in {"Database", f"Tenant {TENANT}"}] == ["Database"]
    assert [f["about"] for f in after if f["about"] in {"Database", f"Tenant {TENANT}"}] == [f"Tenant {TENANT}"]
