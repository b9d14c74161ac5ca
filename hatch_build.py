"""Compile the catalogues into the wheel, so that nothing needs Babel at run time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in sorted(Path(self.root, "tracker", "words").glob("*/LC_MESSAGES/suivi.po")):
            target = source.with_suffix(".mo")
            with source.open("rb") as file, target.open("wb") as out:
                write_mo(out, read_po(file, locale=source.parts[-3]))
            build_data.setdefault("artifacts", []).append(str(target.relative_to(self.root)))


if __name__ == "__main__":
    sys.exit("run by the build: pip install .")
