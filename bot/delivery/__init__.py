"""Outbox to channels, in order, at the platforms' rates, until it is done; and timers when they fall due."""

from bot.delivery.delivery import Delivery
from bot.delivery.pace import Pace
from bot.delivery.ports import Ports

__all__ = ["Delivery", "Pace", "Ports"]
