"""What a digest tells its reader to type does what it says, in both languages."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from tracker.digest.frame import tell_commands
from tracker.words import LANGUAGES, Words

PLACEHOLDERS = {"LINK": "https://example.org/minutes", "LIEN": "https://example.org/minutes"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_of_a_digest_can_be_typed(office: Any, language: str) -> None:
    commands = tell_commands(1, Words(language))
    assert len(commands) == 4
    seen = []
    for number, (_, command) in enumerate(commands, start=1):
        office.do("add", f"Send quote {number}", "--due", "2090-10-10", "--owner", "Marc")
        program, *words = shlex.split(command.replace(" 1 ", f" {number} "))
        assert program == "suivi"
        office.do(*(PLACEHOLDERS.get(word, word) for word in words), SUIVI_LANG=language)
        it = office.data("show", number)
        seen.append((it["status"], it["window"]["edtf"], it["snoozed_until"] is not None))
    (done, _, _), (waiting, _, _), (_, moved, _), (_, kept_day, put_off) = seen
    assert (done, waiting, moved != "2090-10-10", kept_day, put_off) == (
        "kept",
        "waiting",
        True,
        "2090-10-10",
        True,
    )
