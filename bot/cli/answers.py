"""The file of answers that `flow run` reads: JSON, an object from question ids to raw answers."""

import json
import sys
from pathlib import Path
from typing import Any

from bot.errors import CommsDeskError
from bot.policy.faults import meant
from flows.engine import Flow, Given, Raw

UNCHECKED = "unchecked"
LOOKED_UP = {"value", "verdict"}


def read_answers(file: str, flow: Flow) -> dict[str, Given]:
    """The answers in the file, or on standard input for `-`; CommsDeskError says what is wrong with them."""
    return answers_of(_text(file), flow)


def answers_of(text: str, flow: Flow) -> dict[str, Given]:
    """The answers that a JSON text holds; a code to look up is unchecked unless its verdict is given."""
    data = _object(text)
    known = {q.id: q for q in flow.asks}
    for question in (q for q in data if q not in known):
        raise _bad(f"{flow.name} has no question {question!r}.{meant(question, known)} It asks: {', '.join(known)}.")
    return {q: _given(q, raw, UNCHECKED if known[q].kind == "lookup" else "") for q, raw in data.items()}


def _text(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as wrong:
        raise _bad(
            f"{file} cannot be read: {wrong.strerror}. Give a file of answers, or - for standard input."
        ) from None
    except UnicodeDecodeError:
        raise _bad("The answers are not UTF-8 text. Save them as UTF-8.") from None


def _object(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as wrong:
        where = f"line {wrong.lineno}, column {wrong.colno}: {wrong.msg}" if text.strip() else "there is nothing there"
        raise _bad(f'The answers are not JSON: {where}. Write them like {{"network": "facebook"}}.') from None
    except RecursionError:
        raise _bad("The answers are nested too deeply; write one answer to each question.") from None
    if not isinstance(data, dict):
        raise _bad('The answers must be an object, like {"network": "facebook"}.')
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if twice := next((n for n in names if names.count(n) > 1), None):
        raise _bad(f"{twice!r} stands twice in the answers. Keep one of them.")
    return dict(pairs)


def _given(question: str, answer: Any, verdict: str) -> Given:
    if isinstance(answer, dict) and answer.keys() == LOOKED_UP and isinstance(answer["verdict"], str):
        return Given(_raw(question, answer["value"]), answer["verdict"])
    return Given(_raw(question, answer), verdict)


def _raw(question: str, answer: Any) -> Raw:
    if isinstance(answer, list) and all(isinstance(one, str) for one in answer):
        return tuple(answer)
    if not isinstance(answer, str):
        written = json.dumps(answer, ensure_ascii=False)[:60]
        raise _bad(f'The answer to {question} must be text in quotes, like "80", or a list of them; it is {written}.')
    return answer


def _bad(sentence: str) -> CommsDeskError:
    return CommsDeskError("bad_answers", sentence)
