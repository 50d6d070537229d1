"""For developers: writes the migration that the models need, or writes the first one anew before it is released.

python -m bot.storage.drafting           adds one for what changed in the models
python -m bot.storage.drafting --anew    replaces all of them by one
"""

import asyncio
import re
import sys
from pathlib import Path

from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.writer import MigrationWriter

from bot.settings import Settings
from bot.storage import migrations
from bot.storage.database import configuration
from bot.storage.versions import APP

FOLDER = Path(migrations.__path__[0])
HEAD = '"""{name}: written by bot.storage.drafting from the models; not edited by hand once released."""\n\n'
CLASS = "class Migration(migrations.Migration):\n"
ABOUT = '    """The steps, in order."""\n\n'

# Tortoise gives every bracket a line of its own; a table is easier to see whole.
SHORTER = (
    (r"ops\.CreateModel\(\n\s+name=(.*),\n\s+fields=\[", r"ops.CreateModel(name=\1, fields=["),
    (r"\n\s+\],\n\s+options=(.*),\n\s+bases=(.*),\n\s+\),", r"\n        ], options=\1, bases=\2),"),
    (r"\n\s+\],\n\s+options=(.*),\n\s+\),", r"\n        ], options=\1),"),
    (re.escape(CLASS), CLASS + ABOUT),
)


async def missing() -> list[MigrationWriter]:
    """The migrations that the models need and that are not there; empty when the two agree."""
    config = configuration(Settings())
    async with TortoiseContext() as context:
        await context.init(config=config, init_connections=False)
        if context.apps is None:
            raise RuntimeError("Tortoise found no models")
        for model in context.apps[APP].values():
            model._meta.table_description = ""  # so that rewording a docstring changes no table
        return await MigrationAutodetector(context.apps, config["apps"]).changes()


def main(arguments: list[str]) -> None:
    """Write what is missing, after taking everything away where `--anew` is given."""
    if "--anew" in arguments:
        for file in FOLDER.glob("[0-9]*.py"):
            file.unlink()
    for writer in asyncio.run(missing()):
        sys.stdout.write(f"{write(writer)}\n")


def write(writer: MigrationWriter) -> Path:
    """Write one migration into its file."""
    text = HEAD.format(name=writer.name) + writer.as_string()
    for pattern, short in SHORTER:
        text = re.sub(pattern, short, text)
    file = FOLDER / f"{writer.name}.py"
    file.write_text(text)
    return file


if __name__ == "__main__":
    main(sys.argv[1:])
