"""Language codes as they are handed in, made into the one form in which they are kept."""

import re

from babel import Locale

UNDETERMINED = "und"
"""The code of a text whose language nobody stated (ISO 639-2)."""

_CODE = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?")


def bcp47(code: str) -> str:
    """A code in the form of BCP 47, as in `en`, `en-US`, `zh-Hant`, from any case and with `_` or `-`.

    ValueError, naming the code, where it is none that CLDR knows.
    """
    english = Locale("en")
    found = _CODE.fullmatch(code.strip().lower().replace("_", "-"))
    language, script, region = found.groups() if found else (None, None, None)
    known = (
        language in english.languages
        and (script is None or script.title() in english.scripts)
        and (region is None or region.upper() in english.territories)
    )
    if not known or language is None:
        raise ValueError(f"{code!r} is no language: write an ISO 639-1 code such as en, zh or es, or zh-Hant")
    return "-".join(part for part in (language, script and script.title(), region and region.upper()) if part)
