"""What follows what, from the command line: `--after` and `--next`."""

from __future__ import annotations

from typing import Any

import pytest

Office = Any


@pytest.fixture
def chained(office: Office) -> Office:
    office.do("add", "Signer l'entente", "--due", "2031-03-17", "--owner", "marc")
    office.do("add", "Verser la tranche", "--after", 1, "--due", "within 30 days", "--owner", "marc")
    return office


def due(office: Office, number: int) -> Any:
    return office.data("show", number)["window"]["latest"]


def plain(text: str) -> str:
    return " ".join(text.split())


def test_a_window_hangs_on_another_and_moves_with_it(chained: Office) -> None:
    assert due(chained, 2) == "2031-04-16"
    chained.do("postpone", 1, "2031-04-01")
    assert due(chained, 2) == "2031-05-01"
    assert chained.data("show", 2)["after"] == {"commitment": 1, "wording": "within 30 days"}
    assert chained.data("show", 1)["hanging"] == [2]


def test_it_is_shown_on_both_explained_and_kept_in_the_history(chained: Office) -> None:
    chained.do("postpone", 1, "2031-04-01")
    told = "no. 1, Signer l'entente, whose last day is April 1, 2031"
    assert f"After: {told}" in plain(chained.do("show", 2))
    assert f"Counted from {told}." in plain(chained.do("remind", "why", 2))
    assert "Then: no. 2, Verser la tranche" in plain(chained.do("show", 1))
    history = plain(chained.do("history", 2))
    assert "added · counted from no. 1" in history
    assert "moved with no. 1: April 16, 2031 → May 1, 2031" in history


def test_a_delay_is_changed_and_the_chain_cut(chained: Office) -> None:
    chained.do("edit", 2, "--due", "within 10 days")
    assert due(chained, 2) == "2031-03-27"
    chained.do("modifier", 2, "--apres", "aucun", language="fr")
    chained.do("postpone", 1, "2031-04-01")
    assert (due(chained, 2), chained.data("show", 2)["after"]) == ("2031-03-27", None)
    chained.do("edit", 2, "--after", 1)
    assert chained.data("show", 2)["window"]["kind"] == "start"
    assert "from April 1, 2031 on" in plain(chained.do("list"))


def test_what_was_dropped_is_said_where_something_hangs_on_it(chained: Office) -> None:
    chained.do("status", 1, "dropped", "--note", "refusé")
    assert "which was dropped: the due date stays as it is" in chained.do("show", 2)
    assert due(chained, 2) == "2031-04-16"


def test_a_date_set_by_hand_cuts_the_chain(chained: Office) -> None:
    chained.do("postpone", 2, "2031-06-02")
    assert chained.data("show", 2)["after"] is None
    assert "no longer counted from no. 1" in chained.do("history", 2)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("edit", 1, "--after", 2), "Commitment 1 cannot be counted from no. 2, “Verser la tranche”"),
        (("edit", 1, "--after", 1), "(1)"),
        (("edit", 1, "--due", "within 10 days"), "Commitment 1 is counted from no other"),
        (("edit", 2, "--due", "soonish 12"), "“soonish 12” is not understood as a date."),
        (("add", "Autre", "--after", 9), "There is no commitment 9."),
        (("add", "Autre", "--after", "none"), "“none” is not the number of a commitment."),
    ],
)
def test_what_makes_no_sense_changes_nothing(chained: Office, args: tuple[object, ...], told: str) -> None:
    before = chained.data("list")
    assert told in chained.fails(*args)
    assert chained.data("list") == before


# The next one


def test_what_comes_back_goes_on_when_it_is_kept(office: Office) -> None:
    office.do("add", "Envoyer le bulletin", "--due", "every January 15", "--owner", "marc")
    [told] = office.data("status", 1, "kept", "--note", "envoyé", "--next")
    assert (told["status"], told["next"]["id"], told["next"]["status"]) == ("kept", 2, "todo")
    assert told["next"]["window"]["earliest"].endswith("-01-15")
    assert told["next"]["next_reminder"] is not None
    assert "followed by no. 2" in office.do("history", 1)
    assert "follows no. 1" in office.do("history", 2)


def test_the_next_one_is_counted_from_the_day_it_closed(office: Office) -> None:
    office.do("add", "Remettre le bilan", "--due", "2025-03-17", "--owner", "marc")
    closing = ("--note", "remis", "--le", "2025-03-20", "--suivant", "dans six mois")
    told = plain(office.do("etat", 1, "réalisé", *closing, language="fr"))
    assert "L’engagement 2 le suit : dans six mois (du 1er au 30 septembre 2025)." in told
    assert due(office, 2) == "2025-09-30"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (("kept", "--next"), "Commitment 1 does not come back after"),
        (("dropped", "--next", "in six months"), "Only what is kept, or kept in part, has a next one"),
        (("kept", "--next", "soonish 12"), "“soonish 12” is not understood as a date."),
    ],
)
def test_without_a_next_time_nothing_is_closed(office: Office, status: tuple[str, ...], told: str) -> None:
    office.do("add", "Remettre le bilan", "--due", "2031-03-17", "--owner", "marc")
    word, *rest = status
    assert told in office.fails("status", 1, word, "--note", "remis", *rest)
    assert [it["status"] for it in office.data("list")] == ["todo"]


def test_one_is_followed_once(office: Office) -> None:
    office.do("add", "Envoyer le bulletin", "--due", "every Monday", "--owner", "marc")
    keep = ("status", 1, "kept", "--note", "envoyé", "--next")
    office.do(*keep)
    assert "Commitment 2 follows commitment 1 already." in office.fails(*keep)
    assert len(office.data("list")) == 2
