"""The language that flows are written in, and what can be done with one; everything public is here."""

from flows.engine.answers import Found, Given, Invalid, Measured, Opaque, Raw
from flows.engine.change import Change, Rebase, change, rebase
from flows.engine.check import Finding, check, dead, reached
from flows.engine.explore import PathChange, TooManyPaths, diff, explore, graph, labelled, whatif
from flows.engine.flow import Flow, flow
from flows.engine.outcome import Approval, Deadline, End, Outcome, Task, law, not_covered, sections, split
from flows.engine.policy import Cited, Conflict, Document, Policy, Role, RoleId, Row, Situation, cited
from flows.engine.questions import Choice, Day, Link, Lookup, Many, Money, Option, Person, Question, Text, Upload, YesNo
from flows.engine.record import Receipt, as_json, digest, explain, fresh, receipt, token
from flows.engine.replay import Answers, Ask, Asked, Asking, Done, State, answer, back, on_route, replay

__all__ = [
    "Answers", "Approval", "Ask", "Asked", "Asking", "Change", "Choice", "Cited", "Conflict", "Day", "Deadline",
    "Document", "Done", "End", "Finding", "Flow", "Found", "Given", "Invalid", "Link", "Lookup", "Many", "Measured",
    "Money", "Opaque", "Option", "Outcome", "PathChange", "Person", "Policy", "Question", "Raw", "Rebase", "Receipt",
    "Role", "RoleId", "Row", "Situation", "State", "Task", "Text", "TooManyPaths", "Upload", "YesNo", "answer",
    "as_json", "back", "change", "check", "cited", "dead", "diff", "digest", "explain", "explore", "flow",
    "fresh", "graph", "labelled", "law", "not_covered", "on_route", "reached", "rebase", "receipt", "replay",
    "sections", "split", "token", "whatif",
]  # fmt: skip
