from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from tracker.documents import Document
from tracker.proposals import propose
from tracker.proposals.directory import directory_of
from tracker.proposals.folding import fold
from tracker.proposals.lexicon import lexicon
from tracker.proposals.parties import Directory, same_name


@dataclass(frozen=True)
class Known:
    name: str
    aliases: tuple[str, ...] = ()


Reader = Callable[..., Directory]


@pytest.fixture
def reader(document: Callable[[str], Document]) -> Reader:
    def read(
        text: str, language: str = "fr", own: str | None = None, known: Sequence[Known] = ()
    ) -> Directory:
        source = document(text)
        return directory_of(source, fold(source.text), lexicon(language), own, known)

    return read


def names(directory: Directory, text: str) -> list[str]:
    return [party.name for party in directory.named(text)]


def test_bodies_are_named_with_their_complement(reader: Reader) -> None:
    text = "La Chambre de commerce et d'industrie de Lorient a écrit au Comité de jumelage de Vannes."
    found = names(reader(text), text)
    assert found == ["Chambre de commerce et d'industrie de Lorient", "Comité de jumelage de Vannes"]


def test_a_noun_alone_is_the_only_body_of_that_noun(reader: Reader) -> None:
    directory = reader("La Ville de Matane reçoit. La ville de Matane paiera.")
    assert names(directory, "la Ville enverra le plan") == ["Ville de Matane"]


def test_an_office_stands_for_its_city(reader: Reader) -> None:
    assert names(reader(""), "le bourgmestre de Dinant viendra") == ["Ville de Dinant"]
    assert names(reader(""), "la mairesse d'Alma viendra") == ["Ville d'Alma"]


def test_a_demonym_stands_for_the_city_named_elsewhere(reader: Reader) -> None:
    directory = reader("Le maire de Bordeaux et le maire de Lyon étaient là.")
    assert names(directory, "une délégation bordelaise et une chorale lyonnaise") == [
        "Ville de Bordeaux",
        "Chorale lyonnaise",
        "Ville de Lyon",
    ]


def test_the_opening_names_the_body_whose_report_it_is(reader: Reader) -> None:
    text = "# COMITÉ DE JUMELAGE DE SAINT-LUC\nLa Ville de Gand a écrit. La Ville de Gand viendra."
    directory = reader(text)
    assert directory.own == "Comité de Jumelage de Saint-Luc"
    assert directory.is_own("Comité de jumelage")
    assert not directory.is_own("Ville de Gand")


def test_the_body_that_is_given_is_our_own(reader: Reader) -> None:
    assert reader("# Ville de Gand", own="Ville de Québec").own == "Ville de Québec"


def test_a_known_party_is_recognised_under_any_of_its_names(reader: Reader) -> None:
    known = [Known("Office franco-québécois pour la jeunesse", ("OFQJ",))]
    assert names(reader("", known=known), "l'OFQJ financera le voyage") == [
        "Office franco-québécois pour la jeunesse"
    ]


def test_the_word_that_opens_a_sentence_is_no_name(reader: Reader) -> None:
    assert names(reader(""), "Relancer les bénévoles") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Northmere Borough Council will write", ["Northmere Borough Council"]),
        ("the University of Lund agreed", ["University of Lund"]),
        ("the Mayor of Odenwald replied", ["City of Odenwald"]),
    ],
)
def test_english_bodies_are_named_too(text: str, expected: list[str], reader: Reader) -> None:
    assert names(reader("", "en"), text) == expected


def test_a_body_is_known_by_its_acronym(reader: Reader) -> None:
    directory = reader("", own="Chambre de commerce du Littoral")
    assert directory.is_own("CCL")
    assert not directory.is_own("CCM")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ville de Namur", "la ville de Namur", True),
        ("Université Laval", "Université de Namur", False),
        ("Actiris", "Bruxelles Actiris", True),
        ("", "Actiris", False),
    ],
)
def test_two_names_are_one_when_the_words_of_one_are_in_the_other(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("text", "language", "own"),
    [
        ("# OFFICE OF WORLD AFFAIRS\n# University of Ghent\nWe met.", "en", "University of Ghent"),
        ("# Harbour Kite Festival / Windmuseum\nWe met.", "en", "Harbour Kite Festival"),
        ("# TRAVEL REPORT\n# (one copy for the Town Clerk)\nWe met.", "en", None),
        ("MRC de Portneuf Procès-verbal – extrait certifié\nOn vote.", "fr", "MRC de Portneuf"),
        ("# ADMINISTRATION PORTUAIRE DE MATANE\nOn vote.", "fr", "Administration Portuaire de Matane"),
        (
            "# Centre hospitalier régional du Haut-Val\nOn vote.",
            "fr",
            "Centre hospitalier régional du Haut-Val",
        ),
    ],
)
def test_the_report_is_that_of_the_body_it_opens_with(
    text: str, language: str, own: str | None, reader: Reader
) -> None:
    assert reader(text, language).own == own


@pytest.mark.parametrize(
    ("line", "language", "author"),
    [
        ("Councillor: Ada Byron, Ward 3", "en", "Ada Byron"),
        ("Report prepared by Dr. Ada Byron, Dean, 3 May 2024", "en", "Ada Byron"),
        ("Prepared for the board by Ada Byron, 3 May 2024", "en", "Ada Byron"),
        ("Respectfully submitted, Ada Byron", "en", "Ada Byron"),
        ("Rapporteuse : Dre Ada Byron, médecin", "fr", "Ada Byron"),
        ("Rédigé par Mme Ada Byron", "fr", "Ada Byron"),
        ("DÉPARTEMENT DE LA HAUTE-LOIRE", "fr", None),
    ],
)
def test_who_wrote_a_report_is_told_in_many_ways(
    line: str, language: str, author: str | None, reader: Reader
) -> None:
    assert reader(line, language).author == author


def test_a_paper_of_two_bodies_binds_both(document: Callable[[str], Document]) -> None:
    source = """
        # Communiqué conjoint
        # Canton de Monteval – Province du Haut-Lac
        L'assurance sera conclue en mai 2024.
        """
    found = propose(document(source), reference=date(2024, 3, 15), language="fr").proposals
    assert [proposal.actors for proposal in found] == [("Canton de Monteval", "Province du Haut-Lac")]


@pytest.mark.parametrize(
    ("language", "sentence", "actor"),
    [
        ("fr", "M. Abel, notre archiviste, écrira à Namur en mai 2024.", "Abel"),
        ("fr", "La chorale Vox, jusqu'ici réservée aux aînés, chantera à Namur en mai 2024.", "Vox"),
        ("fr", "Demande d'aide au conseil avant le 3 mai 2024 (Mme Otis-Roy).", "Otis-Roy"),
        ("fr", "Envoi du plan avant le 3 mai 2024 – secrétariat.", "secrétariat"),
        (
            "fr",
            "Deux luthiers seront accueillis au Conservatoire de Namur en mai 2024.",
            "Conservatoire de Namur",
        ),
        ("en", "Voltkraft, the battery maker, will send its plans in May 2024.", "Voltkraft"),
        ("en", "Minutes to be sent to members by 3 May 2024 - secretary.", "secretary"),
    ],
)
def test_who_acts_is_told_from_what_stands_beside(
    language: str, sentence: str, actor: str, document: Callable[[str], Document]
) -> None:
    around = {"fr": "# Comité de jumelage de Valmont\n", "en": "# Valmont Twinning Association\n"}[language]
    read = document(around + sentence)
    (proposal,) = propose(read, reference=date(2024, 3, 15), language=language).proposals
    assert [name for name in proposal.actors if actor in name]
