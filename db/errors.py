"""What can go wrong with a database, told to a person."""

from __future__ import annotations

from tracker.errors import Conflict, Missing, Unusable
from tracker.marks import N_


class NoRegister(Missing):
    sentence = N_("There is no register at {place} yet. `suivi init` creates it.")


class DatabaseBusy(Conflict):
    sentence = N_(
        "The database {place} was busy for {seconds} seconds: another program is writing to it. "
        "Nothing was changed; try again."
    )


class DatabaseUnreachable(Unusable):
    sentence = N_(
        "The database {place} cannot be opened: {reason}. Check `database.url` in the configuration."
    )


class DatabaseDamaged(Unusable):
    sentence = N_(
        "The database {place} is damaged, or is no database: {reason}. "
        "Keep it aside and put back a copy made before."
    )


class OlderDatabase(Conflict):
    sentence = N_(
        "The database {place} is of an older version ({found}; this Suivi needs {needed}). "
        "Make a copy of it, then run `suivi upgrade`."
    )


class NewerDatabase(Conflict):
    sentence = N_(
        "The database {place} was made by a newer Suivi ({found}; this one knows {needed}). "
        "Nothing was changed; install the newer version."
    )


class BadDatabaseUrl(Unusable):
    sentence = N_(
        "“{url}” is not a database address. Write sqlite:///suivi.db or postgresql://user@host/name."
    )


class NoPostgresDriver(Unusable):
    sentence = N_("PostgreSQL needs its driver: pip install 'suivi[postgres]'.")
