"""Where the annotated reports lie that readings are measured on: SUIVI_CORPUS, else beside the project."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(os.environ.get("SUIVI_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
CASES = FOLDER.parent / "cases"
