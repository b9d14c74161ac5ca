"""The entry point: finds the verb, imports only that one, turns failures into sentences."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from commands.app import App
from commands.verbs import Verb, group, option
from tracker.errors import SuiviError
from tracker.words import N_, Words

VERBS = (
    Verb("init", "initialiser", "commands.init", N_("Make a register here: settings and database.")),
    Verb("demo", "demo", "commands.demo", N_("The whole chain on a sample report, in a throw-away folder.")),
    Verb("read", "lire", "commands.read", N_("Read a report and show what it promises; nothing is stored.")),
    Verb("import", "importer", "commands.import_", N_("Store a report and its proposals.")),
    Verb("review", "examiner", "commands.review", N_("Decide on proposals: accept, edit, merge, reject.")),
    Verb("add", "ajouter", "commands.add", N_("Add a commitment that no report told of.")),
    Verb("edit", "modifier", "commands.edit", N_("Change a commitment's words, partners or reviewer.")),
    Verb("list", "lister", "commands.list", N_("List the commitments.")),
    Verb("show", "montrer", "commands.show_", N_("Show all about a commitment.")),
    Verb("search", "chercher", "commands.search", N_("Find commitments by their words.")),
    Verb("status", "etat", "commands.status", N_("Change the status, with its proof.")),
    Verb("assign", "confier", "commands.assign", N_("Give commitments an owner.")),
    Verb("postpone", "reporter", "commands.postpone", N_("Move a due date.")),
    Verb("snooze", "suspendre", "commands.snooze", N_("Put off the reminders; the due date stays.")),
    Verb("note", "noter", "commands.note", N_("Write a note into the history.")),
    Verb("today", "aujourdhui", "commands.today", N_("What needs somebody today.")),
    Verb("remind", "rappels", "commands.remind", N_("Send the reminders, foresee and explain them.")),
    Verb("feed", "flux", "commands.feed", N_("Calendars to subscribe to.")),
    Verb("load", "charger", "commands.load", N_("Take in what was answered in a calendar.")),
    Verb("serve", "servir", "commands.serve", N_("Serve the feeds and send the reminders, day and night.")),
    Verb("people", "personnes", "commands.people", N_("Who owns and who is told.")),
    Verb("history", "historique", "commands.history", N_("Who changed what in a commitment.")),
    Verb("journal", "journal", "commands.journal", N_("Check that the history was not altered.")),
    Verb("doctor", "diagnostic", "commands.doctor", N_("What works, what is stuck, what to do about it.")),
    Verb("upgrade", "mettre-a-niveau", "commands.upgrade", N_("Bring an older register up to date.")),
)


@group(
    help=N_("Suivi follows up what a mission report promised."),
    verbs=VERBS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@option("--lang", "--langue", "language", metavar="fr|en", help=N_("Language of the screens."))
@option("--config", metavar=N_("FILE"), help=N_("Settings file; otherwise suivi.toml here or above."))
@option("--database", "--base", metavar=N_("URL"), help=N_("Database, instead of the one in the settings."))
@click.version_option(package_name="suivi", message="%(prog)s %(version)s")
@click.pass_context
def suivi(context: click.Context, language: str | None, config: str | None, database: str | None) -> None:
    app = context.obj
    assert isinstance(app, App)  # noqa: S101 - main() put it there


def main(args: Sequence[str] | None = None) -> None:
    """Run `suivi` and exit with 0, 1 (the user's error), 2 (usage) or 75 (to be tried again)."""
    sys.exit(run(list(sys.argv[1:] if args is None else args)))


def run(args: list[str]) -> int:
    _never_fail_to_print()
    app = App.from_command_line(args, os.environ)
    _speak(app.say)
    try:
        outcome = suivi.main(args, prog_name="suivi", standalone_mode=False, obj=app)
        return outcome if isinstance(outcome, int) else 0
    except SuiviError as failure:
        click.echo(app.say.failure(failure), err=True)
        return failure.exit_code
    except click.ClickException as failure:
        return _usage(failure, app.say)
    except (click.Abort, KeyboardInterrupt):
        click.echo(app.say(N_("Interrupted. What was stored stays stored.")), err=True)
        return 130
    except BrokenPipeError:  # `suivi list | head` is no error
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - for the interpreter's last flush
        return 0
    finally:
        app.close()


def _usage(failure: click.ClickException, say: Words) -> int:
    context = getattr(failure, "ctx", None)
    text = failure.format_message()
    is_help = context is not None and text == context.get_help()  # a group that was given no verb
    if isinstance(failure, click.UsageError) and context is not None and not is_help:
        hint = say(N_("`{command} --help` shows how."), command=context.command_path)
        text = f"{text} {hint}"
    click.echo(text, err=True)
    return failure.exit_code


def _speak(say: Words) -> None:
    """Click looks its own messages up through the standard library, in the domain `messages`."""
    import gettext

    from tracker.words.speech import CATALOGUES

    os.environ["LANGUAGE"] = say.language
    gettext.bindtextdomain("suivi", str(CATALOGUES))
    gettext.textdomain("suivi")


def _never_fail_to_print() -> None:
    """A console that lacks a character shows another one instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


if __name__ == "__main__":
    main()
