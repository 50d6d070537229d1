"""What a later version does to a database that is in use: all of its steps or none, and no row is lost."""

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import IntegrityError

from bot.errors import StartError
from bot.settings import Settings
from bot.storage import drafting, versions
from bot.storage.database import opened
from bot.storage.migrating import migrate
from bot.storage.models import Case, Person, PersonRole, PolicyVersion

LATER = '''
"""A later version."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


async def wrong(_apps, editor):
    await editor.client.execute_script("UPDATE no_such_table SET a = 1;")


class Migration(migrations.Migration):
    """The steps."""

    dependencies = [("commsdesk", "{after}")]
    operations = [{steps}]
'''
ADD = "ops.AddField('Person', 'pronouns', fields.CharField(max_length=20, null=True))"
WIDEN = "ops.AlterField('Person', 'name', fields.CharField(max_length=200))"
FAIL = "ops.RunPython(wrong)"


class Package:
    """Migrations that stand in for the program's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, after: str, *steps: str) -> None:
        (self._folder / f"{name}.py").write_text(LATER.format(after=after, steps=", ".join(steps)))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    folder = tmp_path / "later_migrations"
    shutil.copytree(drafting.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(versions, "MIGRATIONS", "later_migrations")
    yield Package(folder)
    for name in [n for n in sys.modules if n.startswith("later_migrations")]:
        del sys.modules[name]


@pytest.fixture
async def settings(database_url: str, package: Package) -> Settings:
    """A database of the first version with a person and a case that refers to them."""
    settings = Settings(database_url=database_url)
    assert await migrate(settings) == ("0001_initial",)
    async with opened(settings):
        now = datetime(2026, 5, 1, tzinfo=UTC)
        ann = await Person.create(id="a" * 32, council="ktc", name="Ann", email="ann@council.example")
        await PersonRole.create(council="ktc", person=ann, role="communications")
        await PolicyVersion.create(id="p", council="ktc", rules_hash="r", wording_hash="w", files={}, first_used=now)
        await Case.create(
            id="c" * 32, council="ktc", reference="K7QX-M4TD", flow="boost", title="A boost", visibility="open",
            state="open", requester=ann, policy_id="p", record={}, salt="s", seq=1, head="h", opened=now, updated=now,
        )  # fmt: skip
    return settings


async def test_a_later_version_keeps_every_row(settings: Settings, package: Package) -> None:
    package.add("0002_more", "0001_initial", ADD, WIDEN)
    told: list[str] = []
    assert await migrate(settings, told.append) == ("0002_more",)
    assert told == ["0002_more"]
    async with opened(settings):
        assert [c.title for c in await Case.filter(requester__name="Ann")] == ["A boost"]
        assert [r.role for r in await PersonRole.filter(person__name="Ann")] == ["communications"]
        await get_connection("default").execute_script(f"UPDATE person SET pronouns = 'she/her', name = '{'A' * 150}'")
        with pytest.raises(IntegrityError):
            await Person.all().delete()


async def test_where_one_step_fails_none_is_done(settings: Settings, package: Package) -> None:
    package.add("0002_more", "0001_initial", ADD)
    package.add("0003_wrong", "0002_more", FAIL)
    with pytest.raises(StartError) as told:
        await migrate(settings)
    assert "no_such_table" in told.value.sentence
    (package._folder / "0003_wrong.py").unlink()
    sys.modules.pop("later_migrations.0003_wrong")
    assert await migrate(settings) == ("0002_more",)
