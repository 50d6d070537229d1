"""The tables. Every row carries its council; ids are random text; personal data can be erased where it stands."""

from bot.storage.models.cases import Case, Revision, Seat
from bot.storage.models.delivery import Card, Outbox, Replica, RoomMessage, TeamChannel, Timer
from bot.storage.models.exports import ExportEntry
from bot.storage.models.files import SentFile, SentFilePart
from bot.storage.models.installations import Installation, InstallState
from bot.storage.models.owned import HASH, ID, LINE, NAME, Owned
from bot.storage.models.people import Account, BudgetCode, Person, PersonRole, Preference
from bot.storage.models.record import Anchor, Entry, Private
from bot.storage.models.references import ConversationReference
from bot.storage.models.registers import Agreement, RegisteredAccount, Task, TaskSeat
from bot.storage.models.reports import Report, ReportEntry, ReportPrivate, ReportSeat
from bot.storage.models.states import StateEntry
from bot.storage.models.talk import Conversation, PolicyVersion, Receipt

__all__ = [
    "HASH",
    "ID",
    "LINE",
    "NAME",
    "Account",
    "Agreement",
    "Anchor",
    "BudgetCode",
    "Card",
    "Case",
    "Conversation",
    "ConversationReference",
    "Entry",
    "ExportEntry",
    "InstallState",
    "Installation",
    "Outbox",
    "Owned",
    "Person",
    "PersonRole",
    "PolicyVersion",
    "Preference",
    "Private",
    "Receipt",
    "RegisteredAccount",
    "Replica",
    "Report",
    "ReportEntry",
    "ReportPrivate",
    "ReportSeat",
    "Revision",
    "RoomMessage",
    "Seat",
    "SentFile",
    "SentFilePart",
    "StateEntry",
    "Task",
    "TaskSeat",
    "TeamChannel",
    "Timer",
]
