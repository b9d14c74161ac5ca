"""Every sentence a person reads, in French and in English.

`Words("fr")` speaks one language; the core hands it facts (values, enums, failures) and it makes the
sentence. Sentences stand in the code in English, marked by `N_()` or given to a `Words`; the French
stands in `fr/LC_MESSAGES/suivi.po`. `python -m tracker.words.catalogues` keeps the catalogues in step.
"""

from __future__ import annotations

from tracker.marks import N_
from tracker.words.speech import LANGUAGES, Words

__all__ = ["LANGUAGES", "N_", "Words"]
