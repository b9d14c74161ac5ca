"""`suivi serve`: the feeds and the reminders in one process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import click

from commands.app import App
from commands.ending import asked_to_end
from commands.verbs import command as verb
from commands.verbs import option
from tracker.reminders import DeliveryState
from tracker.words import N_

if TYPE_CHECKING:
    from uvicorn import Config, Server

log = logging.getLogger("suivi")


@verb(help=N_("Serve the feeds and send the reminders until stopped (Ctrl-C, SIGTERM)."))
@option("--host", "--hote", metavar=N_("ADDRESS"), help=N_("Address to listen on."))
@option("--port", type=click.IntRange(0, 65535), metavar="N", help=N_("Port; 0 takes a free one."))
@click.pass_obj
def command(app: App, host: str | None, port: int | None) -> None:
    import uvicorn

    from tracker.clockwork import Clockwork
    from tracker.web.app import make_app
    from tracker.web.feeds import FeedServer
    from tracker.web.listening import listen

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    app.stays = True
    with app.open_books():
        pass  # a register that is missing or of another version is told before anything listens
    app.rules.workdays.check()
    app.post()
    feeds = FeedServer(app.open_books, app.clock, app.config.office.zone, glance=app.database.feed_glance())
    listening = listen(host or app.config.web.host, app.config.web.port if port is None else port)
    address = "http://{}:{}".format(*listening.getsockname()[:2])
    app.screen.line(app.say(N_("Suivi answers at {address} (Ctrl-C stops it)."), address=address))
    with asked_to_end() as asked:
        clockwork = Clockwork(
            lambda: _tick(app, asked.is_set, feeds.record_uses),
            app.clock,
            minutes=app.config.reminders.every_minutes,
        )
        server = _server(
            uvicorn.Config(
                make_app(feeds, app.clock, alive=clockwork.is_alive, address=app.config.web.address),
                access_log=False,  # an access log would hold the tokens
                log_level="warning",
                server_header=False,
                timeout_graceful_shutdown=10,
            ),
            asked.set,
        )
        publishing = _publishing(app, asked)
        clockwork.start()
        try:
            server.run(sockets=[listening])
        finally:
            asked.set()  # the service ends, for whatever reason: no further mail is begun
            log.info("ending: the mail in hand is finished first")
            clockwork.stop()
            feeds.record_uses()
            if publishing is not None:
                publishing.join()


def _publishing(app: App, ending: Event) -> Thread | None:
    """The feeds as files, kept in step until `ending` is set; None where the settings name no folder."""
    from tracker.publishing import Publisher, Target

    if not app.config.feeds.folder:
        return None
    folder = app.folder(app.config.feeds.folder)
    folder.mkdir(parents=True, exist_ok=True)
    publisher = Publisher(app.open_books, Target(folder, app.everything_feed()))
    thread = Thread(
        target=publisher.watch,
        args=(
            app.day,
            ending,
            lambda written: log.info("written: %s", ", ".join(map(str, written))),
            lambda failure: log.warning("feeds as files: %s", failure),
        ),
    )
    thread.start()
    return thread


def _server(config: Config, ending: Callable[[], None]) -> Server:
    """It hears the signals while it runs: the reminders must not wait until it has closed its connections."""
    from uvicorn import Server

    class Ending(Server):
        def handle_exit(self, *signal: Any) -> None:
            ending()
            super().handle_exit(*signal)

    return Ending(config)


def _tick(app: App, is_over: Callable[[], bool], record_uses: Callable[[], None]) -> None:
    outcome = app.round(patient=True, is_over=is_over).run(app.clock.now())
    for sent in outcome.digests:
        if sent.state is DeliveryState.SENT:
            log.info("digest of %s to %s", sent.day, sent.person.email)
        else:
            log.warning(
                "digest of %s to %s: %s: %s", sent.day, sent.person.email, sent.state.value, sent.reason
            )
    if outcome.good and (unheard := app.ping()):
        log.warning("%s", unheard)
    record_uses()
