"""Every sentence is called with the facts that it names: a missing one would show only to a user."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from string import Formatter

import commands
import db
import tracker
from tracker.errors import SuiviError

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for room in ("tracker", "db", "commands") for path in (ROOT / room).rglob("*.py"))


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def failures() -> dict[str, type[SuiviError]]:
    for package in (tracker, db, commands):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name and not module.name.endswith(".child"):
                import_module(module.name)
    found, open_ = {}, [SuiviError]
    while open_:
        kind = open_.pop()
        found[kind.__name__] = kind
        open_ += kind.__subclasses__()
    return found


def calls(path: Path) -> Iterator[tuple[str, ast.Call, str]]:
    """Each call in the file: its place, itself, the last name of what is called."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield f"{path.relative_to(ROOT)}:{node.lineno}", node, name


def given(call: ast.Call) -> set[str] | None:
    """The keyword arguments; None when some of them come from a dict."""
    found = {keyword.arg for keyword in call.keywords}
    return None if None in found else {name for name in found if name}


def constant(node: ast.expr) -> str | None:
    """The text of "…" or N_("…")."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
        node = node.args[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_a_failure_is_raised_with_the_facts_of_its_sentence():
    kinds, wrong, seen = failures(), [], 0
    for path in SOURCES:
        for place, call, name in calls(path):
            kind, facts = kinds.get(name), given(call)
            if kind is None or facts is None or "__init__" in vars(kind):
                continue
            seen += 1
            if lacking := names(kind.sentence) - facts:
                wrong.append(f"{place}: {name} lacks {', '.join(sorted(lacking))}")
    assert wrong == []
    assert seen > 20


def test_a_sentence_is_said_with_the_facts_that_it_names():
    wrong, seen = [], 0
    for path in SOURCES:
        for place, call, name in calls(path):
            facts, text = given(call), constant(call.args[0]) if call.args else None
            if not name.endswith("say") or facts is None or text is None:
                continue
            seen += 1
            if names(text) != facts:
                wrong.append(f"{place}: {text!r} is given {sorted(facts)}")
    assert wrong == []
    assert seen > 100


def test_a_plural_is_said_with_the_facts_that_it_names():
    wrong, seen = [], 0
    for path in SOURCES:
        for place, call, name in calls(path):
            facts = given(call)
            if name != "n" or len(call.args) != 3 or facts is None:
                continue
            one, many = map(constant, call.args[:2])
            if one is None or many is None:
                continue
            seen += 1
            if not facts <= names(one) | names(many) <= facts | {"n"}:
                wrong.append(f"{place}: {many!r} is given {sorted(facts)}")
    assert wrong == []
    assert seen > 20


def test_each_failure_has_a_status_that_scripts_and_browsers_can_rely_on():
    for kind in failures().values():
        assert kind.exit_code in (1, 75), kind
        assert 400 <= kind.http_status < 600, kind
