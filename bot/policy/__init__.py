"""Councils' packs read strictly: folders of YAML in, `Policy` values out, every fault listed at once."""

from bot.policy.faults import Fault, PackFaults, UnknownCouncil, UnknownService
from bot.policy.pack import Pack
from bot.policy.packs import Packs, from_source, load

__all__ = ["Fault", "Pack", "PackFaults", "Packs", "UnknownCouncil", "UnknownService", "from_source", "load"]
