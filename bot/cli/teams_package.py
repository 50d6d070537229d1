"""What goes into the Teams app package: from the settings, the council's pack, and what was typed."""

from dataclasses import replace
from importlib.metadata import version

from bot.channels.teams.packaging.manifest import Details, faults
from bot.channels.teams.settings import TeamsSettings
from bot.cli.councils import known_council
from bot.errors import CommsDeskError, StartError
from bot.policy import Packs
from bot.settings import Settings, load

NO_APP = "MICROSOFT_APP_ID is missing: the package is made for one app. Write {}."


def details(settings: Settings, council: str, typed: Details) -> Details:
    """Whole details, from those that were typed; what was left out comes from elsewhere, where it is known.

    StartError where no app is set, CommsDeskError("package") with every fault at once.
    """
    given = load(TeamsSettings)
    if not given.app_id:
        raise StartError("settings", [NO_APP.format(TeamsSettings.model_fields["app_id"].description)])
    packs = Packs(settings.policy_path)
    name = packs.pack(known_council(packs, council or settings.council)).council.name
    whole = replace(
        typed,
        app_id=given.app_id,
        council=name,
        developer=typed.developer or name,
        version=typed.version or version("commsdesk"),
    )
    if wrong := list(faults(whole)):
        raise CommsDeskError("package", "\n".join(wrong))
    return whole
