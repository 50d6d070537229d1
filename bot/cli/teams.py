"""`commsdesk teams`: makes the app package, and looks whether everything is set up."""

import asyncio
from typing import Annotated

import typer

from bot.channels.teams.packaging.bundle import bundled
from bot.channels.teams.packaging.manifest import Details
from bot.cli.exits import Exit
from bot.cli.findings import told
from bot.cli.printing import AsJson, say, show_json, working
from bot.cli.screens import save
from bot.cli.teams_doctor import examined
from bot.cli.teams_package import details
from bot.settings import load_settings

commands = typer.Typer(no_args_is_help=True, help="Set up the Teams app, and look whether it is set up.")

FILE = "commsdesk-teams.zip"
Output = Annotated[str, typer.Option("--output", help="Where to write the package.")]
Council = Annotated[
    str, typer.Option("--council", help="The council that the app is described for; COMMSDESK_COUNCIL where left out.")
]
Developer = Annotated[
    str, typer.Option("--developer", help="Who answers for the app, at most 32 letters; the council where left out.")
]
Website = Annotated[str, typer.Option("--website", help="The address of a page about the app, or of the council.")]
Privacy = Annotated[str, typer.Option("--privacy", help="The address of the privacy notice for staff.")]
Terms = Annotated[str, typer.Option("--terms", help="The address of the rules for using it.")]
Version = Annotated[
    str, typer.Option("--app-version", help="The version of the app, such as 1.0.1; that of Comms Desk where left out.")
]
Address = Annotated[str, typer.Option("--url", help="Where Teams reaches the bot: try this address too.")]


@commands.command()
def package(
    *,
    website: Website = "",
    privacy: Privacy = "",
    terms: Terms = "",
    developer: Developer = "",
    council: Council = "",
    app_version: Version = "",
    output: Output = FILE,
    json_wanted: AsJson = False,
) -> Exit:
    """Write the app package, to be uploaded in the Teams admin centre.

    The same settings and options give the same bytes. Nothing secret is in it.

    Exit code 2: an option is missing or Teams would not take it; all that is wrong is said at once. 3: no app is set.
    """
    made = details(load_settings(), council, Details("", "", developer, website, privacy, terms, app_version))
    save(bundled(made), output)
    if json_wanted:
        show_json({"file": output, "app": made.app_id, "version": made.version, "council": made.council})
    else:
        say(f"Written to {output}: version {made.version} of the app {made.app_id}, for {made.council}.")
    return Exit.DONE


@commands.command()
def doctor(url: Address = "", json_wanted: AsJson = False) -> Exit:
    """Look whether everything is set up for Teams: each line says what is well, or what to do.

    It asks Microsoft for a token and for the keys that Teams signs with, and changes nothing. Give --url to try the
    bot's public address too; the bot must be running there.

    Exit code 0: all is well. 1: something is not, and it says what to do.
    """
    settings = load_settings()
    with working("Asking Microsoft"):
        findings = asyncio.run(examined(settings, url))
    return told(findings, json_wanted)
