"""How wordings are put together: the patterns of a lexicon, and what each of them means.

A sentence is read in stages, as a cascade of finite-state patterns (Abney 1996): each stage
replaces runs of tokens by one token that later stages build on. "D'ici la fin du premier trimestre
2025" is first a quarter, then the end of it, then a deadline.
"""

from tracker.dates.grammar.engine import DONE, Reading, read

__all__ = ["DONE", "Reading", "read"]
