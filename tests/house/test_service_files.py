"""The files that run Suivi every day are such that systemd, cron and the Task Scheduler take them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path, PureWindowsPath

import pytest
from conftest import unavailable

from commands.main import run
from tracker.errors import NotDelivered

DOCS = Path(__file__).parents[2] / "docs"
FILES = DOCS / "service"
TEXTS = (DOCS / "service.md", DOCS / "service.fr.md")
UNITS = ("suivi.service", "suivi-remind.service", "suivi-remind.timer")
AGAIN = str(NotDelivered.exit_code)


def unit(name: str) -> ConfigParser:
    """A unit's sections; each key stands once, since a second one would add to it or undo it."""
    parser = ConfigParser(interpolation=None, delimiters="=", comment_prefixes="#", strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((FILES / name).read_text(encoding="utf-8"))
    return parser


def cron_lines() -> Iterator[tuple[list[str], str, str]]:
    """The five fields, the user and the command of each line of a system crontab (crontab(5))."""
    for line in (FILES / "suivi.cron").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and not re.match(r"\w+=", line):
            *fields, user, command = line.split(maxsplit=6)
            yield fields, user, command


def task() -> ET.Element:
    return ET.fromstring((FILES / "suivi-remind.xml").read_bytes())  # noqa: S314 - our own file


def commands() -> dict[str, list[str]]:
    """What each file calls, without what a shell makes of its end."""
    found = {name: shlex.split(unit(name)["Service"]["ExecStart"]) for name in UNITS if "service" in name}
    for _, _, command in cron_lines():
        words = shlex.split(re.split(r"\d?>|\|", command)[0])
        found[f"cron: {words[1]}"] = words
    arguments = task().findtext(".//{*}Exec/{*}Arguments") or ""
    found["task"] = [task().findtext(".//{*}Exec/{*}Command") or "", *shlex.split(arguments, posix=False)]
    return found


# What they call


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command sets it; put back afterwards."""
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.mark.parametrize("words", commands().values(), ids=commands().keys())
def test_what_a_file_calls_is_a_command_of_suivi(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    program, *arguments = words
    assert PureWindowsPath(program).stem == "suivi"  # it takes both kinds of slash
    assert run([*arguments, "--help"]) == 0
    assert "suivi" in capsys.readouterr().out.splitlines()[0]


# systemd


@pytest.fixture
def analyze() -> str:
    found = shutil.which("systemd-analyze")
    if found is None:
        if sys.platform != "linux":
            pytest.skip("systemd is for Linux")
        unavailable("no systemd-analyze here; the package systemd has it")
    return found


def test_systemd_finds_nothing_to_say_about_the_units(analyze: str, tmp_path: Path) -> None:
    """As they stand but for the program, which must be there to be verified."""
    for name in UNITS:
        text = (FILES / name).read_text(encoding="utf-8").replace("/opt/suivi/bin/suivi", sys.executable)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [analyze, "verify", *(tmp_path / name for name in UNITS)], capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_can_tell_a_wrong_unit(analyze: str, tmp_path: Path) -> None:
    """Else the test above could not fail."""
    wrong = tmp_path / "wrong.service"
    wrong.write_text(f"[Service]\nExecStart={sys.executable}\nRestrat=always\n", encoding="utf-8")
    done = subprocess.run([analyze, "verify", wrong], capture_output=True, encoding="utf-8")
    assert "Restrat" in done.stderr


def test_both_services_run_as_somebody_without_rights_on_the_same_register() -> None:
    service, once = unit("suivi.service")["Service"], unit("suivi-remind.service")["Service"]
    for name in ("User", "StateDirectory", "Environment", "EnvironmentFile", "UMask", "TimeoutStopSec"):
        assert service[name] == once[name]
    for each in (service, once):
        assert each["NoNewPrivileges"] == "yes"
        assert each["CapabilityBoundingSet"] == ""
        assert each["User"] not in ("", "root")


def test_what_will_be_tried_again_is_no_failure_of_the_unit() -> None:
    assert unit("suivi-remind.service")["Service"]["SuccessExitStatus"] == AGAIN
    assert unit("suivi.service")["Service"]["Restart"] == "on-failure"


def test_the_timer_wakes_the_round_and_makes_up_for_what_was_missed(analyze: str) -> None:
    timer = unit("suivi-remind.timer")["Timer"]
    assert timer["Persistent"] == "true"
    assert "Unit" not in timer, "the service of the same name"
    asked = [analyze, "calendar", timer["OnCalendar"]]
    assert subprocess.run(asked, capture_output=True).returncode == 0


# cron


def moments(field: str, low: int, high: int) -> set[int]:
    """What a field of crontab(5) stands for: `*`, numbers, ranges and lists, with a step."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = ("0", "", str(high)) if span == "*" else span.partition("-")
        start, end = (low, high) if span == "*" else (int(first), int(last or first))
        assert low <= start <= end <= high, field
        found |= set(range(start, end + 1, int(step or 1)))
    return found


def test_cron_runs_a_round_every_quarter_of_an_hour_and_the_doctor_on_working_days() -> None:
    limits = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
    (often, _, reminds), (daily, _, examines) = cron_lines()
    minutes, *rest = (moments(field, *limit) for field, limit in zip(often, limits, strict=True))
    assert minutes == {0, 15, 30, 45}
    assert [len(each) for each in rest] == [24, 31, 12, 8]
    minutes, hours, _, _, weekdays = (moments(f, *limit) for f, limit in zip(daily, limits, strict=True))
    assert (minutes, hours, weekdays) == ({0}, {9}, {1, 2, 3, 4, 5})
    assert "remind run" in reminds
    assert "doctor" in examines


def test_cron_has_what_it_needs() -> None:
    text = (FILES / "suivi.cron").read_text(encoding="utf-8")
    assert text.endswith("\n"), "cron ignores a last line without its end"
    assert "SUIVI_CONFIG=/var/lib/suivi/suivi.toml" in text.splitlines()
    for _, user, command in cron_lines():
        assert user == "suivi"
        assert "%" not in command, "cron makes a line's end of it"


# The Windows Task Scheduler

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
SCHEMA = {
    "Task": "RegistrationInfo Triggers Settings Data Principals Actions",
    "RegistrationInfo": "URI SecurityDescriptor Source Date Author Version Description Documentation",
    "Triggers": "CalendarTrigger",
    "CalendarTrigger": "Enabled StartBoundary EndBoundary Repetition ExecutionTimeLimit"
    " RandomDelay ScheduleByDay",
    "Repetition": "Interval Duration StopAtDurationEnd",
    "ScheduleByDay": "DaysInterval",
    "Settings": "AllowStartOnDemand RestartOnFailure MultipleInstancesPolicy DisallowStartIfOnBatteries"
    " StopIfGoingOnBatteries AllowHardTerminate StartWhenAvailable NetworkProfileName"
    " RunOnlyIfNetworkAvailable WakeToRun Enabled Hidden DeleteExpiredTaskAfter IdleSettings"
    " NetworkSettings ExecutionTimeLimit Priority RunOnlyIfIdle",
    "Principals": "Principal",
    "Principal": "UserId LogonType GroupId DisplayName RunLevel",
    "Actions": "Exec",
    "Exec": "Command Arguments WorkingDirectory",
}
"""The children of each element in the order of the Task Scheduler Schema, as Microsoft publishes it."""


def name(element: ET.Element) -> str:
    space, _, bare = element.tag.removeprefix("{").partition("}")
    assert space == NAMESPACE
    return bare


def test_the_task_follows_the_schema_of_the_task_scheduler() -> None:
    root = task()
    assert (name(root), root.get("version")) == ("Task", "1.2")
    for element in root.iter():
        children = [name(child) for child in element]
        if not children:
            assert (element.text or "").strip()
            continue
        known = SCHEMA[name(element)].split()
        assert sorted(children, key=known.index) == children, "each once, in the schema's order"
        assert len(set(children)) == len(children)


def test_the_task_can_be_read_in_whatever_encoding_it_is_taken_for() -> None:
    content = (FILES / "suivi-remind.xml").read_bytes()
    assert content.isascii()
    assert b"encoding" not in content.splitlines()[0]


def test_the_task_makes_up_for_a_missed_run_and_never_runs_beside_itself() -> None:
    settings = {name(it): it.text for it in next(it for it in task() if name(it) == "Settings")}
    assert settings["StartWhenAvailable"] == "true"
    assert settings["MultipleInstancesPolicy"] == "IgnoreNew"
    assert settings["DisallowStartIfOnBatteries"] == settings["StopIfGoingOnBatteries"] == "false"
    context = task().find("{*}Actions").get("Context")
    assert [it.get("id") for it in task().iter() if name(it) == "Principal"] == [context]


# The texts


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.name)
def test_the_text_names_every_file_and_no_other(text: Path) -> None:
    named = re.findall(r"\]\(service/([^)]+)\)", text.read_text(encoding="utf-8"))
    assert set(named) == {path.name for path in FILES.iterdir()}


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.name)
def test_the_text_tells_what_75_means_and_names_real_commands(text: Path) -> None:
    told = text.read_text(encoding="utf-8")
    assert re.search(rf"^\| {AGAIN} \|", told, re.MULTILINE)
    calls = set(re.findall(r"`suivi ([^`]+)`", told))
    assert len(calls) >= 4
    for call in calls:
        assert run([*call.split(), "--help"]) == 0, call
