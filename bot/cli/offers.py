"""Which commands there are: every file beside this one that holds `commands` or `command`, read before it is loaded."""

import ast
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import typer


@dataclass(frozen=True)
class Offer:
    """One command: what is typed, what it is for, and its module, which is loaded only when it is needed."""

    name: str
    about: str
    load: Callable[[], ModuleType]


def offers(package: str, folders: Iterable[str], typed: str = "") -> list[Offer]:
    """The commands of a package, by name; nothing is imported, so that help never waits for a database library.

    Where one was `typed`, it alone is read: what the others are for does not matter then.
    """
    names = sorted(m.name for m in pkgutil.iter_modules(folders))
    alone = list(_read(package, (n for n in names if n.replace("_", "-") == typed)))
    return alone or list(_read(package, names))


def _read(package: str, names: Iterable[str]) -> Iterator[Offer]:
    for name in names:
        module = f"{package}.{name}"
        tree = ast.parse(_source(module))
        if _defined(tree) & {"commands", "command"}:
            yield Offer(name.replace("_", "-"), _about(tree), partial(importlib.import_module, module))


def add(app: typer.Typer, offer: Offer, *, whole: bool) -> None:
    """Add a command to the command line: `whole` to be called, or only as a line of the help."""
    module = offer.load() if whole else None
    if isinstance(commands := getattr(module, "commands", None), typer.Typer):
        app.add_typer(commands, name=offer.name)
    else:
        app.command(offer.name, help=None if module else offer.about)(getattr(module, "command", _named_only))


def _named_only() -> None:
    """Stand in the list of commands; what is typed is always loaded whole."""


def _source(module: str) -> str:
    spec = find_spec(module)
    return Path(spec.origin).read_text() if spec and spec.origin else ""


def _defined(tree: ast.Module) -> set[str]:
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    return functions | {target.id for target in targets if isinstance(target, ast.Name)}


def _about(tree: ast.Module) -> str:
    """What the docstring says after the command's name: "`commsdesk check`: looks for…" gives "Looks for…"."""
    first = (ast.get_docstring(tree) or "").partition("\n")[0]
    text = first.partition("`: ")[2] if first.startswith("`commsdesk ") else first
    return text[:1].upper() + text[1:]
