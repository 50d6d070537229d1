"""`commsdesk slack`: prints the app's manifest, makes a key, and looks whether everything is set up."""

import asyncio
from importlib import resources
from typing import Annotated

import typer

import bot.channels.slack
from bot.channels.slack.manifest import PLACEHOLDER, at_address, by_socket
from bot.cli.exits import Exit
from bot.cli.findings import told
from bot.cli.printing import AsJson, say, show_json, working
from bot.cli.slack_doctor import examined, forgotten
from bot.errors import CommsDeskError, StartError
from bot.settings import load_settings
from bot.storage.vault import new_key

commands = typer.Typer(no_args_is_help=True, help="Set up the Slack app, and look whether it is set up.")

# A link to the one at the top of the source; in a wheel it is the file itself.
MANIFEST = resources.files(bot.channels.slack) / "manifest.yaml"
Address = Annotated[str, typer.Option("--url", help=f"Where Slack reaches the bot, such as {PLACEHOLDER}.")]
Workspace = Annotated[str, typer.Argument(help="The id of the workspace, such as T0123.")]
BySocket = Annotated[bool, typer.Option("--socket", help="For Socket Mode; --url then only for several workspaces.")]


@commands.command()
def manifest(url: Address = "", socket: BySocket = False) -> None:
    """Print the manifest of the Slack app with your address in it, to be pasted into Slack.

    Exit code 2: the address is none that Slack can call, or neither --url nor --socket is given.
    """
    if not (url or socket):
        raise CommsDeskError("no_address", "Give --url with the address of the bot, or --socket for Socket Mode.")
    text = _manifest()
    try:
        typer.echo(by_socket(text, url) if socket else at_address(text, url), nl=False)
    except ValueError as wrong:
        raise CommsDeskError("bad_address", str(wrong)) from None


@commands.command()
def key() -> None:
    """Print a new key for COMMSDESK_ENCRYPTION_KEY."""
    typer.echo(new_key())


@commands.command()
def forget(workspace: Workspace, json_wanted: AsJson = False) -> Exit:
    """Delete the token of a workspace that installed the app itself, such as one that no key opens any more.

    Nobody is reached there until the app is installed anew; people, cases and the record stay. It does not take the
    app out of Slack.

    Exit code 0: it is deleted. 1: there was none. 3: the database cannot be used.
    """
    done = asyncio.run(forgotten(load_settings(), workspace.strip()))
    if json_wanted:
        show_json({"forgotten": done})
    else:
        say(f"The token of {workspace} is deleted." if done else f"No token of {workspace} is kept.")
    return Exit.DONE if done else Exit.FOUND


@commands.command()
def doctor(url: Address = "", json_wanted: AsJson = False) -> Exit:
    """Look whether everything is set up for Slack: each line says what is well, or what to do.

    It asks Slack about the tokens and changes nothing. Give --url to try the bot's public address too; the bot must
    be running there.

    Exit code 0: all is well. 1: something is not, and it says what to do.
    """
    settings = load_settings()
    with working("Asking Slack"):
        findings = asyncio.run(examined(settings, url))
    return told(findings, json_wanted)


def _manifest() -> str:
    try:
        return MANIFEST.read_text()
    except OSError as away:
        raise StartError(
            "manifest", [f"{MANIFEST} cannot be read ({away.strerror}). Install Comms Desk again."]
        ) from away
