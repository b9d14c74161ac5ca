"""`config.example.toml` is what the tables of settings write, and shows the defaults that are in force."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tracker.config import Config, parse_config, render_config
from tracker.words import LANGUAGES, Words

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def test_the_example_is_up_to_date():
    """If this fails: pytest tests/house/test_settings.py --update-golden"""
    text = render_config(Words("en"))
    if os.environ.get("UPDATE_GOLDEN"):
        EXAMPLE.write_text(text, encoding="utf-8")
    assert EXAMPLE.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_as_it_comes_changes_nothing(language):
    assert parse_config(render_config(Words(language)), place="example") == Config()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_default_that_it_shows_is_the_one_in_force(language):
    shown, settings = re.subn(r"(?m)^# (?=[a-z_]+ = )", "", render_config(Words(language)))
    assert settings > 40
    assert parse_config(shown, place="example") == Config()
