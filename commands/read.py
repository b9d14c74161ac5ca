"""`suivi read FILE`: proposals to the screen; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.app import App
from commands.present import aside_json, doubt, proposal_json, tell_parties, tell_place, tell_reasons
from commands.show import Screen
from commands.types import DAY, LANGUAGE, as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.proposals.values import AsideCode, Proposal
from tracker.words import N_
from tracker.words.windows import tell_short

if TYPE_CHECKING:
    from tracker.commitments import Party
    from tracker.proposals.values import Findings
    from tracker.reading import ReadFile


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read. `dated_by` says where its date comes from: given, file or today."""

    file: ReadFile
    language: str
    dated: date
    assumed: bool
    findings: Findings


def read_report(app: App, path: Path, dated: date | None, language: str | None) -> Reading:
    """Read a file and propose; names and rejections of the register count when there is one."""
    from tracker.proposals import propose
    from tracker.reading import read_file
    from tracker.reading.dated import guess_date
    from tracker.reading.sniff import Format

    file = read_file(path, zone=app.config.office.zone)
    language = language or file.language
    sent = file.dated if file.format is Format.EML else None  # of other formats it is the last save
    guess = guess_date(file.document, language=language, today=app.day())
    known = dated or sent or guess or file.dated
    reference = known or app.day()
    parties, rejected = _learned(app)
    findings = propose(
        file.document,
        reference=reference,
        language=language,
        own_body=app.config.office.name or None,
        known_parties=parties,
        conventions=app.conventions,
        rejected=rejected,
    )
    return Reading(file, language, reference, known is None, findings)


def _learned(app: App) -> tuple[list[Party], list[str]]:
    """Names and rejections that the register knows; reading does without where there is none."""
    if not app.has_register:
        return [], []
    with app.open_books() as books:
        return books.parties.all(), books.proposals.rejected_quotes()


@verb(help=N_("Read a report and show what it promises. Nothing is stored."))
@click.argument("file", type=click.Path(path_type=Path))
@option("--date", "-d", "dated", type=DAY, metavar=N_("DAY"), help=N_("The report's own date."))
@option("--lang", "--langue", "language", type=LANGUAGE, metavar="fr|en", help=N_("The report's language."))
@option("--explain", "--expliquer", is_flag=True, help=N_("Tell of every passage why it is in or out."))
@as_json
@click.pass_obj
def command(
    app: App, file: Path, dated: date | None, language: str | None, explain: bool, as_json: bool
) -> None:
    reading = read_report(app, file, dated, language)
    if as_json:
        app.screen.json(
            {
                "document": reading.file.file_name,
                "language": reading.language,
                "report_date": reading.dated,
                "proposals": [proposal_json(p, app.say) for p in reading.findings.proposals],
                "set_aside": [aside_json(a, app.say) for a in reading.findings.set_aside],
            }
        )
        return
    show_reading(app.screen, reading)
    if explain:
        _explain(app.screen, reading)
    app.screen.line(app.say(N_("Nothing is stored. To keep them: suivi import {file}"), file=_quoted(file)))


def show_reading(screen: Screen, reading: Reading) -> None:
    say = screen.say
    heads = [screen.strong(reading.file.file_name), say(_LANGUAGES[reading.language])]
    if reading.file.document.pages:
        heads.append(say.n("{n} page", "{n} pages", reading.file.document.pages))
    proposals = reading.findings.proposals
    aside = say.n("{n} passage set aside", "{n} passages set aside", len(reading.findings.set_aside))
    heads.append(say.n("{n} proposal", "{n} proposals", len(proposals)) + ", " + aside)
    screen.line(" · ".join(heads))
    if reading.assumed:
        screen.line(
            say(
                N_("No date was found in it: dates are read as of today, {day}. Give its own with --date."),
                day=reading.dated,
            )
        )
    screen.line()
    for number, proposal in enumerate(proposals, 1):
        show_proposal(screen, f"P{number}", proposal)


def show_proposal(screen: Screen, label: str, proposal: Proposal) -> None:
    """Title, quote, who, where and why: four lines."""
    say = screen.say
    facts = [say.label(proposal.firmness), tell_short(proposal.window, say), say.number(proposal.score)]
    screen.line(f" {label:<4} {screen.strong(proposal.title)} · {' · '.join(facts)}")
    screen.line(f"      « {proposal.quote} »")
    parties = tell_parties(proposal.actors, proposal.counterparts, say)
    place = tell_place(proposal.location, say)
    why = ", ".join(tell_reasons(proposal, say))
    screen.line("      " + screen.faint(" · ".join(filter(None, [parties, place, why]))))
    if question := doubt(proposal.found, say):
        screen.line("      " + screen.urgent(question))
    screen.line()


def _explain(screen: Screen, reading: Reading) -> None:
    say = screen.say
    screen.line(screen.strong(say(N_("Set aside"))))
    for aside in reading.findings.set_aside:
        why = say.label(aside.why)
        if aside.detail and aside.why is not AsideCode.NO_CUE:
            why = say(N_("{reason} (“{words}”)"), reason=why, words=aside.detail)
        screen.line(f"  · {aside.quote}")
        screen.line("    " + screen.faint(why))
    screen.line()


def _quoted(path: Path) -> str:
    import shlex

    return shlex.quote(str(path))


_LANGUAGES = {"fr": N_("French"), "en": N_("English")}
