"""The page of a feed: its addresses, and how each calendar subscribes to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from tracker.marks import N_
from tracker.web.pages.setting import set_page

if TYPE_CHECKING:
    from tracker.feed import Feed
    from tracker.words import Words


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar that people use: the steps to subscribe in it, and how often it then looks for news.

    `otherwise` is another way than the steps.
    `shortcut` is an address that leads there at once: `{open}` is the webcal address itself, `{webcal}`,
    `{https}` and `{name}` are percent-encoded. `reaches_out` says that its maker's servers fetch the feed,
    not the person's own machine; `settings` are what goes into which file.
    """

    name: str
    steps: tuple[str, ...]
    refresh: str
    otherwise: str | None = None
    shortcut: str | None = None
    reaches_out: bool = False
    settings: tuple[tuple[str, str], ...] = ()


CALENDARS = (
    Calendar(
        N_("Outlook and Microsoft 365, on the web or new"),
        (
            N_("In the calendar, choose Add calendar, then Subscribe from web."),
            N_("Paste the address, give the calendar a name, then choose Import."),
        ),
        N_("It looks for news about every three hours, sometimes once a day only."),
        shortcut="https://outlook.office.com/calendar/addfromweb?url={https}&name={name}",
        reaches_out=True,
    ),
    Calendar(
        N_("Outlook for Windows, classic"),
        (
            N_("Choose File, Account Settings, then the Internet Calendars tab."),
            N_("Choose New, paste the address, then Add."),
        ),
        N_("It looks for news each time it sends and receives, every half-hour unless set otherwise."),
    ),
    Calendar(
        N_("Google Calendar"),
        (
            N_("On a computer, choose + beside Other calendars, then From URL."),
            N_("Paste the address, then choose Add calendar. Phones then show it as well."),
        ),
        N_("It looks for news when it pleases, most often every 8 to 24 hours. Nothing hurries it."),
        shortcut="https://calendar.google.com/calendar/r?cid={webcal}",
        reaches_out=True,
    ),
    Calendar(
        N_("Apple Calendar on a Mac"),
        (
            N_("Choose File, then New Calendar Subscription."),
            N_("Paste the address, then choose Subscribe and how often to refresh."),
        ),
        N_("It looks for news as often as you choose there: from every 5 minutes to every week."),
        shortcut="{open}",
    ),
    Calendar(
        N_("iPhone and iPad"),
        (
            N_("Point the camera at the code below: it leads to this page."),
            N_("There, choose Subscribe now, then Subscribe."),
        ),
        N_("It looks for news as often as Settings says for fetched data."),
        otherwise=N_(
            "Or in Settings: Apps, Calendar, Calendar Accounts, Add Account, Other, Add Subscribed Calendar."
        ),
        shortcut="{open}",
    ),
    Calendar(
        N_("Thunderbird"),
        (
            N_("Choose New Calendar, then On the Network."),
            N_("Paste the address, choose Find Calendars, then Subscribe."),
        ),
        N_("It looks for news every 30 minutes, unless the calendar’s properties say otherwise."),
        shortcut="{open}",
    ),
    Calendar(
        N_("khal with vdirsyncer"),
        (
            N_("Add the first lines to vdirsyncer’s settings, the others to khal’s."),
            N_("Run vdirsyncer discover, then vdirsyncer sync."),
        ),
        N_("It looks for news each time vdirsyncer sync runs."),
        settings=(
            (
                "~/.config/vdirsyncer/config",
                "[pair suivi]\n"
                'a = "suivi_feed"\n'
                'b = "suivi_copy"\n'
                "collections = null\n\n"
                "[storage suivi_feed]\n"
                'type = "http"\n'
                'url = "{https}"\n\n'
                "[storage suivi_copy]\n"
                'type = "filesystem"\n'
                'path = "~/.calendars/suivi/"\n'
                'fileext = ".ics"',
            ),
            ("~/.config/khal/config", "[[suivi]]\npath = ~/.calendars/suivi/\nreadonly = True"),
        ),
    ),
)
"""The most used first. Their menus are named in each language as they read in that version."""


def subscribe_page(feed: Feed, https: str, page: str, say: Words) -> str:
    """HTML. `https` is the feed's own address from outside, `page` that of this page."""
    import segno

    webcal = webcal_of(https)
    words = {"https": https, "webcal": webcal, "name": feed.name}
    words = {key: quote(word, safe="") for key, word in words.items()} | {"open": webcal}
    return set_page(
        "subscribe.html",
        say,
        feed=feed,
        https=https,
        webcal=webcal,
        code=segno.make(page, error="m", micro=False).svg_inline(
            omitsize=True, svgclass="code", lineclass=None, border=2
        ),
        calendars=[
            {
                "name": calendar.name,
                "steps": calendar.steps,
                "otherwise": calendar.otherwise,
                "refresh": calendar.refresh,
                "reaches_out": calendar.reaches_out,
                "shortcut": calendar.shortcut and calendar.shortcut.format(**words),
                "settings": [(place, text.replace("{https}", https)) for place, text in calendar.settings],
            }
            for calendar in CALENDARS
        ],
    )


def webcal_of(address: str) -> str:
    """The same address under the scheme that calendars answer to."""
    return "webcal://" + address.partition("://")[2]
