"""What a person reads when a file cannot be read."""

from __future__ import annotations

import inspect
import string

import pytest

from tracker.errors import SuiviError
from tracker.reading import errors

FAILURES = [
    kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__
]


@pytest.mark.parametrize("kind", FAILURES)
def test_each_failure_says_what_and_what_to_do(kind: type[SuiviError]) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(kind.sentence) if name}
    said = str(kind(**dict.fromkeys(names, "7")))
    assert "{" not in said
    assert said.endswith(".")
    assert said.count(".") >= 2, "one sentence says what happened, another what to do"
