"""A digest in words, before it is set: what the text and the HTML version both say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One commitment. Empty strings are left out; `answer` is a command, or a link's address."""

    title: str
    number: str
    when: str
    why: str
    passage: str
    facts: str
    answer_label: str
    answer: str
    is_link: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its items; `urgent` sets it apart. `more` tells of those that are left out."""

    title: str
    urgent: bool
    items: tuple[Item, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """`commands` are (what happened, the command that says so) pairs; `closing` are paragraphs."""

    language: str
    subject: str
    greeting: str
    lead: str
    notes_title: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    commands_title: str
    commands: tuple[tuple[str, str], ...]
    closing: tuple[str, ...]
    why: str
    detail: str
    detail_command: str
