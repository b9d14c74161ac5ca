"""One report, as a file of every format."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support.reports import Report, docx, odt, package


@pytest.fixture
def report() -> Report:
    """A report with everything that a report has."""
    return Report(
        (
            ("heading", 0, "Mission à Rochebelle"),
            (
                "text",
                0,
                "La délégation a passé deux jours au port. Elle y a rencontré la capitaine et « sa garde », "
                "qui lui ont montré l’écluse et le bassin neuf.",
            ),
            ("heading", 1, "Suites données"),
            (
                "item",
                0,
                "Le port recevra nos ingénieures au printemps 2031 et leur ouvrira ses ateliers une semaine.",
            ),
            (
                "item",
                1,
                "La capitaine enverra le programme avant la fin de l’année, avec la liste des ateliers.",
            ),
            ("item", 0, "La Ville étudiera un échange de stagiaires."),
            ("text", 0, "Le tableau qui suit dit qui fait quoi."),
            ("row", 0, ("Action", "Responsable", "Échéance")),
            ("row", 0, ("Écrire au port", "Nadia Roy", "3 mai 2031")),
            ("row", 0, ("Réserver la salle", "Luc Abel", "10 mai 2031")),
        )
    )


@pytest.fixture(params=["txt", "pdf", "html", "md", "docx", "odt", "eml"])
def saved(request: pytest.FixtureRequest, report: Report) -> tuple[str, bytes]:
    """The report as a file: its name and its bytes, in each format in turn."""
    return f"rapport.{request.param}", getattr(report, request.param)()


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    return docx


@pytest.fixture
def make_odt() -> Callable[..., bytes]:
    return odt


@pytest.fixture
def make_package() -> Callable[[dict[str, str | bytes]], bytes]:
    return package
