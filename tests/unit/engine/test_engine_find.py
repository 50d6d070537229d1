"""Flows are found by being there."""

import ast
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import flows
from flows.engine import Cited, Flow, Outcome, cited, flow
from tests.unit.engine.samples import FIRST, RULES, YES, NestedRules, nested


def module(name: str, *found: Any) -> ModuleType:
    """A module of that name and file that holds these flows as its own."""
    made = ModuleType(name)
    made.__file__ = f"{name}.py"
    for n, item in enumerate(found):
        setattr(made, f"flow_{n}", item)
    return made


def written_in(name: str, flow_name: str) -> Flow:
    """A flow whose function says that it stands in that module."""

    def run(ask: Any, rules: NestedRules, policy: Any) -> Outcome:
        return Outcome(YES)

    run.__module__ = name
    return flow(flow_name, title="T", about="A.", asks=(FIRST,), ends=(YES,))(run)


def test_the_flows_of_the_package_are_found_by_name() -> None:
    assert "boost" in flows.find()
    assert all(name == found.name for name, found in flows.find().items())


def test_a_further_module_is_found_too() -> None:
    extra = written_in("third", "third")
    assert flows.find(module("third", extra))["third"] is extra


def test_two_flows_of_one_name_are_an_error_that_names_both_files() -> None:
    one, two = (module(n, written_in(n, "same")) for n in ("one", "two"))
    with pytest.raises(ValueError, match=r"two flows are named same: in one.py and in two.py"):
        flows.find(one, two)


def test_a_module_without_a_flow_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match=r"empty.py holds no flow"):
        flows.find(module("empty"))


def test_a_flow_that_a_module_only_imports_is_not_its_own() -> None:
    with pytest.raises(ValueError, match=r"borrower.py holds no flow"):
        flows.find(module("borrower", nested))


def test_a_flow_knows_its_rules_from_its_annotation() -> None:
    assert (nested.rules, nested.visibility, nested.says) == (NestedRules, "open", ())


def test_cited_values_are_found_at_any_depth_with_their_path() -> None:
    paths = [path for path, _ in cited(RULES)]
    assert paths[2:5] == ["tiers[0].up_to", "tiers[0].role", "tiers[1].up_to"]
    assert [p for p, _ in cited({"a": Cited(1, ()), "b": (3, Cited(2, ()))})] == ["[a]", "[b][1]"]
    assert list(cited(None)) == []


@pytest.mark.parametrize("path", sorted(Path(flows.__path__[0]).rglob("*.py")), ids=lambda p: p.name)
def test_flows_and_their_engine_import_nothing_that_could_look_outside(path: Path) -> None:
    allowed = {"abc", "collections", "contextlib", "dataclasses", "datetime", "decimal", "enum", "flows", "functools",
               "hashlib", "itertools", "json", "re", "typing"}  # fmt: skip
    if path.parent == Path(flows.__path__[0]) and path.name == "__init__.py":
        allowed |= {"importlib", "pkgutil", "types"}
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    named = [a.name for n in nodes if isinstance(n, ast.Import) for a in n.names]
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    named += [n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)]
    assert {name.split(".")[0] for name in named} <= allowed
