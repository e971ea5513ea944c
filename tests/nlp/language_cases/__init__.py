"""The languages whose short texts are read: one table of cases each."""

from language_cases import ar, de, es, fr, ja, ko, pt, ru, zh
from language_cases.cases import Cases

LANGUAGES: dict[str, Cases] = {module.CASES.code: module.CASES for module in (ar, de, es, fr, ja, ko, pt, ru, zh)}
"""The table of each language, by its code."""
