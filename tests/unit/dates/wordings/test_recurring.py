"""What comes again and again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("Ils se voient [chaque lundi].", "FREQ=WEEKLY;BYDAY=MO"),
    ("Ils se voient [tous les lundis et jeudis].", "FREQ=WEEKLY;BYDAY=MO,TH"),
    ("Ils se voient [les lundis, mercredis et vendredis].", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    ("Ils se voient [le lundi].", "FREQ=WEEKLY;BYDAY=MO"),
    ("Ils se voient [le mardi et le jeudi].", "FREQ=WEEKLY;BYDAY=TU,TH"),
    ("Ils se voient [du lundi au vendredi].", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("Ils se voient [chaque 2e mardi du mois].", "FREQ=MONTHLY;BYDAY=2TU"),
    ("Ils se voient [tous les premiers lundis du mois].", "FREQ=MONTHLY;BYDAY=1MO"),
    ("Ils se voient [le premier lundi de chaque mois].", "FREQ=MONTHLY;BYDAY=1MO"),
    ("Ils se voient [les premier et troisième lundis du mois].", "FREQ=MONTHLY;BYDAY=1MO,3MO"),
    ("Ils se voient [le premier et le troisième mardi de chaque mois].", "FREQ=MONTHLY;BYDAY=1TU,3TU"),
    ("Ils se voient [chaque dernier jeudi du mois].", "FREQ=MONTHLY;BYDAY=-1TH"),
    ("Ils se voient [un mardi sur deux].", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
    ("Ils se voient [un mois sur deux].", "FREQ=MONTHLY;INTERVAL=2"),
    ("Ils se voient [une semaine sur trois].", "FREQ=WEEKLY;INTERVAL=3"),
    ("Ils se voient [une année sur deux].", "FREQ=YEARLY;INTERVAL=2"),
    ("Ils se voient [un jour sur deux].", "FREQ=DAILY;INTERVAL=2"),
    ("Ils se voient [tous les mois].", "FREQ=MONTHLY"),
    ("Ils se voient [tous les trois mois].", "FREQ=MONTHLY;INTERVAL=3"),
    ("Ils se voient [tous les ans].", "FREQ=YEARLY"),
    ("Ils se voient [chaque année].", "FREQ=YEARLY"),
    ("Ils se voient [tous les quinze jours].", "FREQ=WEEKLY;INTERVAL=2"),
    ("Ils se voient [toutes les semaines].", "FREQ=WEEKLY"),
    ("Ils se voient [aux deux semaines].", "FREQ=WEEKLY;INTERVAL=2"),
    ("Ils se voient [aux trois ans].", "FREQ=YEARLY;INTERVAL=3"),
    ("Ils se voient [trois fois par an].", "FREQ=MONTHLY;INTERVAL=4"),
    ("Ils se voient [quatre fois par année].", "FREQ=MONTHLY;INTERVAL=3"),
    ("Ils se voient [une fois par mois].", "FREQ=MONTHLY"),
    ("Ils se voient [une fois l'an].", "FREQ=YEARLY"),
    ("Ils se voient [deux fois par mois].", "FREQ=WEEKLY;INTERVAL=2"),
    ("Ils se voient [le 15 de chaque mois].", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("Ils se voient [les 1er et 15 de chaque mois].", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
    ("Ils se voient [le 30 de chaque mois].", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
    ("Ils se voient [le premier jour de chaque mois].", "FREQ=MONTHLY;BYMONTHDAY=1"),
    (
        "Ils se voient [le premier jour ouvrable de chaque mois].",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    ),
    (
        "Ils se voient [le dernier jour ouvrable de chaque mois].",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    ),
    ("Ils se voient [à la fin de chaque mois].", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("Ils se voient [à la fin de chaque année].", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
    ("Ils se voient [au début de chaque trimestre].", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1"),
    ("Ils se voient [au début de chaque mois].", "FREQ=MONTHLY;BYMONTHDAY=1"),
    ("Ils se voient [à la fin de chaque semestre].", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
    ("Ils se voient à [chaque fin de mois].", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("Ils se voient [chaque printemps].", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=20"),
    ("Ils se voient [chaque année au printemps].", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=20"),
    ("Ils se voient [tous les étés].", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=21"),
    ("Ils se voient [chaque année en juin].", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"),
    ("Ils se voient [en juin de chaque année].", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"),
    ("Ils se voient [chaque 24 juin].", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=24"),
    ("Ils se voient [tous les 24 juin].", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=24"),
    ("Ils se voient [le 24 juin de chaque année].", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=24"),
    ("Ils se voient [tous les ans, le 1er juillet].", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1"),
    ("Ils se voient [chaque année le premier lundi de mai].", "FREQ=YEARLY;BYMONTH=5;BYDAY=1MO"),
    ("Ils se voient [le dernier dimanche d'octobre de chaque année].", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    ("Ils se voient [chaque année à Noël].", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25"),
    ("Ils se voient [chaque semestre].", "FREQ=MONTHLY;INTERVAL=6"),
    ("Ils se voient [annuellement].", "FREQ=YEARLY"),
    ("Ils se voient [mensuellement].", "FREQ=MONTHLY"),
    ("Ils se voient [chaque jour ouvrable].", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("Ils se voient [tous les jours].", "FREQ=DAILY"),
    ("Ils se voient [toutes les fins de semaine].", "FREQ=WEEKLY;BYDAY=SA,SU"),
    ("Ils se voient [chaque mois, le 15].", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("Ils se voient [le lundi de chaque semaine].", "FREQ=WEEKLY;BYDAY=MO"),
]

ENGLISH = [
    ("The office is closed [from Monday to Wednesday].", "FREQ=WEEKLY;BYDAY=MO,TU,WE"),
    ("They meet [every Monday].", "FREQ=WEEKLY;BYDAY=MO"),
    ("They meet [every Monday and Thursday].", "FREQ=WEEKLY;BYDAY=MO,TH"),
    ("They meet [on Mondays and Wednesdays].", "FREQ=WEEKLY;BYDAY=MO,WE"),
    ("They meet [every second Tuesday of the month].", "FREQ=MONTHLY;BYDAY=2TU"),
    ("They meet [every third Thursday].", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH"),
    ("They meet [every other week].", "FREQ=WEEKLY;INTERVAL=2"),
    ("They meet [every second month].", "FREQ=MONTHLY;INTERVAL=2"),
    ("They meet [every two weeks].", "FREQ=WEEKLY;INTERVAL=2"),
    ("They meet [every six months].", "FREQ=MONTHLY;INTERVAL=6"),
    ("They meet [every year].", "FREQ=YEARLY"),
    ("They meet [every quarter].", "FREQ=MONTHLY;INTERVAL=3"),
    ("They meet [each fall].", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=22"),
    ("They meet [every June].", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"),
    ("They meet [every year in June].", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"),
    ("They meet [every June 24].", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=24"),
    ("They meet [every year on July 1].", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1"),
    ("They meet on [July 1 every year].", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1"),
    ("They meet on [the 15th of every month].", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("They meet on [the 1st and 15th of each month].", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
    ("They meet on [the last day of every month].", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("They meet on [the last Friday of each month].", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("They meet on [the last business day of each month].", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    ("They meet [every first Monday of the month].", "FREQ=MONTHLY;BYDAY=1MO"),
    ("They meet [every last Friday].", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("They meet on [the first Monday of May every year].", "FREQ=YEARLY;BYMONTH=5;BYDAY=1MO"),
    ("They meet [every year on the first Monday of May].", "FREQ=YEARLY;BYMONTH=5;BYDAY=1MO"),
    ("They meet [twice a year].", "FREQ=MONTHLY;INTERVAL=6"),
    ("They meet [three times a year].", "FREQ=MONTHLY;INTERVAL=4"),
    ("They meet [once a month].", "FREQ=MONTHLY"),
    ("They meet [once every two years].", "FREQ=YEARLY;INTERVAL=2"),
    ("They meet [four times per year].", "FREQ=MONTHLY;INTERVAL=3"),
    ("They meet [annually].", "FREQ=YEARLY"),
    ("They meet [monthly].", "FREQ=MONTHLY"),
    ("They meet [quarterly] in Namur.", "FREQ=MONTHLY;INTERVAL=3"),
    ("They meet [biweekly].", "FREQ=WEEKLY;INTERVAL=2"),
    ("They meet [semi-annually].", "FREQ=MONTHLY;INTERVAL=6"),
    ("They meet at [the end of every quarter].", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
    ("They meet at [the end of each month].", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("They meet at [the beginning of each year].", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"),
    ("They meet [every weekend].", "FREQ=WEEKLY;BYDAY=SA,SU"),
    ("They meet [on weekdays].", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("They meet [every business day].", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("They meet [from Monday to Friday].", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("They meet [every day].", "FREQ=DAILY"),
    ("They meet [every month on the second Tuesday].", "FREQ=MONTHLY;BYDAY=2TU"),
    ("They meet [every month on the 15th].", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("They meet [every Christmas].", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25"),
    ("They meet [every 3 months].", "FREQ=MONTHLY;INTERVAL=3"),
    ("They meet [every 10 days].", "FREQ=DAILY;INTERVAL=10"),
]


@pytest.mark.parametrize(("marked", "rrule"), FRENCH)
def test_a_recurring_window_in_french(read: Reader, marked: str, rrule: str) -> None:
    (found,) = read(marked, "fr")
    assert found.rrule == rrule
    assert found.kind is Kind.RECURRING


@pytest.mark.parametrize(("marked", "rrule"), ENGLISH)
def test_a_recurring_window_in_english(read: Reader, marked: str, rrule: str) -> None:
    (found,) = read(marked, "en")
    assert found.rrule == rrule
    assert found.kind is Kind.RECURRING
