#!/usr/bin/env python3
"""From a fresh clone to a running Suivi, with nothing but Python 3.11 and the package registry.

    python3 run.py demo     the whole chain on a sample report
    python3 run.py test     all tests; what follows goes to pytest
    python3 run.py setup    only prepare .venv, for the tools in it

Everything goes into `.venv` beside this file; no root needed. Standard library only, and readable
by Python 3.8, so that an old one gets to say which is wanted.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = SCRIPTS / f"python{SUFFIX}"
STAMP = VENV / ".suivi-setup"
OLDEST = (3, 11)
PIP_WITH_GROUPS = (25, 1)  # `pip install --group`

NO_PIP = """This Python cannot make a virtual environment with pip in it. Any one of these mends it:
    apt install python3-venv        (Debian, Ubuntu; needs root)
    pipx install virtualenv         (or uv, anywhere on PATH)
Then run this again. What was tried:"""


def main(args: list[str]) -> int:
    if sys.version_info < OLDEST:
        return fail(f"Suivi needs Python {dotted(OLDEST)} or newer; this is {sys.version.split()[0]}.")
    verb, rest = (args[0], args[1:]) if args else ("", [])
    try:
        if verb == "demo":
            set_up(develop=False)
            return run(SCRIPTS / f"suivi{SUFFIX}", "demo", *rest)
        if verb == "test":
            set_up(develop=True)
            return run(PYTHON, "-m", "pytest", *rest, cwd=ROOT)
        if verb == "setup" and not rest:
            set_up(develop=True)
            return 0
    except Failed as failure:
        return fail(str(failure))
    except KeyboardInterrupt:
        return 130
    return fail("Usage: python3 run.py demo | test [PYTEST ARGUMENTS] | setup", status=2)


class Failed(Exception):
    """A step did not work; the text says which, and what the tool said."""


def set_up(*, develop: bool) -> None:
    """Suivi in `.venv`, editable; with `develop`, its extras and the tools of its developers too.

    A stamp says what was installed from what, so that the second time costs nothing.
    """
    current, stamp = fingerprint(), read_stamp()
    usable = works()
    if usable and (stamp == [current, "develop"] or (stamp == [current] and not develop)):
        return
    say(f"Setting up {VENV.name}: a minute or two, once.")
    if not usable:
        make_venv()
    STAMP.unlink(missing_ok=True)
    if develop or stamp[1:]:
        if pip_version() < PIP_WITH_GROUPS:
            pip("install", "--upgrade", f"pip>={dotted(PIP_WITH_GROUPS)}")
        pip("install", "--editable", f".[{','.join(extras())}]", "--group", "dev")
        STAMP.write_text(f"{current} develop", encoding="utf-8")
    else:
        pip("install", "--editable", ".")
        STAMP.write_text(current, encoding="utf-8")


def fingerprint() -> str:
    """Of all that installing reads: the build compiles the catalogues."""
    catalogues = sorted((ROOT / "tracker" / "words").rglob("*.po"))
    digest = hashlib.sha256(str(ROOT).encode())
    for source in (ROOT / "pyproject.toml", ROOT / "hatch_build.py", *catalogues):
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()


def read_stamp() -> list[str]:
    try:
        return STAMP.read_text(encoding="utf-8").split()
    except OSError:
        return []


def extras() -> list[str]:
    import tomllib

    with (ROOT / "pyproject.toml").open("rb") as file:
        return list(tomllib.load(file)["project"].get("optional-dependencies", {}))


def works() -> bool:
    """`.venv` has a Python that starts, is new enough and has pip."""
    check = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([str(PYTHON), "-c", check], capture_output=True, env=clean()).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """By the first way that works on this machine. Debian's bare python3 has neither ensurepip nor pip."""
    said = []
    for name, way in ways():
        if VENV.exists():
            shutil.rmtree(VENV)
        try:
            way()
        except (Failed, OSError) as failure:
            said.append(f"  {name}: {last_line(str(failure))}")
        else:
            if works():
                return
            said.append(f"  {name}: left no working Python")
    raise Failed("\n".join([NO_PIP, *said]))


def ways() -> Iterator[tuple[str, Callable[[], object]]]:
    yield "venv", lambda: call(sys.executable, "-m", "venv", VENV)
    yield "venv and this Python's pip", with_outer_pip
    if virtualenv := shutil.which("virtualenv"):
        yield "virtualenv", lambda: call(virtualenv, "--python", sys.executable, VENV)
    if uv := shutil.which("uv"):
        yield "uv", lambda: call(uv, "venv", "--seed", "--python", sys.executable, VENV)
    if shutil.which("apt-get"):
        yield "venv and Debian's python3-pip-whl", with_debian_wheel


def with_outer_pip() -> None:
    call(sys.executable, "-m", "venv", "--without-pip", VENV)
    call(sys.executable, "-m", "pip", "--python", PYTHON, "install", "pip")


def with_debian_wheel() -> None:
    """A wheel is a zip that Python can run: the pip inside installs itself. Downloading needs no root."""
    call(sys.executable, "-m", "venv", "--without-pip", VENV)
    with tempfile.TemporaryDirectory() as folder:
        call("apt-get", "download", "python3-pip-whl", cwd=folder)
        call("dpkg-deb", "--extract", *Path(folder).glob("*.deb"), folder)
        wheel = next(Path(folder).rglob("pip-*.whl"), None)
        if wheel is None:
            raise Failed("the package holds no wheel of pip")
        call(PYTHON, wheel / "pip", "install", "pip")


def pip(*args: str) -> None:
    call(PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", *args, cwd=ROOT)


def pip_version() -> tuple[int, ...]:
    found = call(PYTHON, "-c", "import pip; print(pip.__version__)")
    return tuple(int(part) for part in found.split(".")[:2])


def call(*command: str | Path, cwd: str | Path | None = None) -> str:
    """What the command printed. Raises Failed with its last words."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        words = (done.stderr.strip() or done.stdout.strip())[-2000:]
        raise Failed(f"{' '.join(map(str, command))}\n{words}")
    return done.stdout.strip()


def run(*command: str | Path, cwd: Path | None = None) -> int:
    return subprocess.run([str(part) for part in command], cwd=cwd, env=clean()).returncode


def clean() -> dict[str, str]:
    """The environment without what would lead `.venv`'s Python astray."""
    astray = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__")
    return {name: value for name, value in os.environ.items() if name not in astray}


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else "no word of why"


def dotted(version: Iterable[int]) -> str:
    return ".".join(map(str, version))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def fail(text: str, *, status: int = 1) -> int:
    say(text)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
