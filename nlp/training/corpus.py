"""The training texts: announcements with inline marks, read, checked, and turned back into plain text and spans.

A file under `texts/` holds many texts. Each begins with a head, a title, and its body:

    === en-auth-001 en 2023-02-07 macao-signing
    # Customs sign arrangement
    China and Macao [[signed|event signed main CN,MO date=d1]] an arrangement [[on the 7th|date d1 2023-02-07]].

The head gives id, language, page date (or `none`) and family: texts of one family never part between training and
validation. A mark is `[[words|kind …]]`:

    event ACTION ROLE CODES [date=ID] [place=ID] [inst=ID]     ROLE: main, background, denied, conditional
    date ID VALUE                                               an ISO date at its precision, or null
    place ID · inst ID · person ID CODE
    figure FLOW CODES [period=ID|VALUE] [change=ID]             FLOW: total, export, import; CODES as in the record
    period ID VALUE · change ID PERCENT
    count KIND VALUE [holder=CODE]
    partners HOLDER STATUS CODES                                STATUS: signed, in_force
    benefit CODE · party CODES
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from store.authorities.administrations import is_party
from store.authorities.names import AREAS
from store.domain import PERIOD, Action, BenefitCode, CountKind, Flow
from store.errors import InputError

TEXTS = Path(__file__).parent / "texts"
KINDS = (
    "event",
    "date",
    "place",
    "inst",
    "person",
    "figure",
    "period",
    "change",
    "count",
    "partners",
    "benefit",
    "party",
)
ROLES = ("main", "background", "denied", "conditional")
_HEAD = re.compile(
    r"=== (?P<id>\S+) (?P<language>[a-z]{2}(?:-Hant)?) (?P<published>\d{4}(?:-\d\d){0,2}|none) (?P<family>\S+)"
)
_MARK = re.compile(r"\[\[(?P<words>[^\[\]|]+)\|(?P<note>[^\[\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a text: offsets into the plain text, its kind, what follows the kind, and its links."""

    start: int
    end: int
    words: str
    kind: str
    values: tuple[str, ...]
    links: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str | None:
        """The name by which an event or figure links to this mark."""
        return self.values[0] if self.kind in ("date", "place", "inst", "person", "period", "change") else None

    @property
    def asserted(self) -> bool:
        """Whether it marks an announced or recalled event, neither a denied nor a conditional one."""
        return self.kind == "event" and self.values[1] in ("main", "background")

    @property
    def codes(self) -> tuple[str, ...]:
        """The party codes that the mark states, in order."""
        place = {"event": 2, "figure": 1, "partners": 2, "party": 0}.get(self.kind)
        return tuple(self.values[place].split(",")) if place is not None and len(self.values) > place else ()


@dataclass(frozen=True, slots=True)
class Text:
    """One training text without its marks, and the marks."""

    id: str
    language: str
    published: str | None
    family: str
    title: str
    text: str
    marks: tuple[Mark, ...]

    def of(self, kind: str) -> list[Mark]:
        """The marks of a kind, in order."""
        return [mark for mark in self.marks if mark.kind == kind]

    def linked(self, mark: Mark, link: str) -> Mark | None:
        """The mark that another links to, if it does."""
        wanted = mark.links.get(link)
        return next((other for other in self.marks if wanted is not None and other.id == wanted), None)


def read_corpus(folder: Path = TEXTS) -> list[Text]:
    """Every text of a folder, in the order of file names; InputError names file, text and mark where one is wrong."""
    return [text for path in sorted(folder.rglob("*.txt")) for text in read_file(path)]


def read_file(path: Path) -> list[Text]:
    """The texts of one file."""
    texts = []
    for block in re.split(r"(?m)^(?==== )", path.read_text("utf-8")):
        if block.strip():
            texts.append(_text(path, block))
    return texts


def _text(path: Path, block: str) -> Text:
    head, _, rest = block.partition("\n")
    match = _HEAD.fullmatch(head.strip())
    title, _, body = rest.partition("\n")
    if match is None or not title.startswith("# "):
        raise InputError(f"{path}: {head!r} is no head", remedy="write `=== id language date family`, then `# title`")
    plain, marks, position = [], [], 0
    body = body.strip()
    length = 0
    for found in _MARK.finditer(body):
        before = body[position : found.start()]
        plain.append(before)
        length += len(before)
        words = found["words"]
        kind, *notes = found["note"].split()
        links = dict(note.split("=", 1) for note in notes if "=" in note)
        marks.append(Mark(length, length + len(words), words, kind, tuple(n for n in notes if "=" not in n), links))
        plain.append(words)
        length += len(words)
        position = found.end()
    plain.append(body[position:])
    text = Text(
        id=match["id"],
        language=match["language"],
        published=None if match["published"] == "none" else match["published"],
        family=match["family"],
        title=title[2:].strip(),
        text="".join(plain),
        marks=tuple(marks),
    )
    for problem in problems(text):
        raise InputError(f"{path}: {text.id}: {problem}", remedy="mend the mark (see nlp/training/corpus.py)")
    return text


def problems(text: Text) -> Iterator[str]:
    """What is wrong with a text's marks."""
    if "[[" in text.text or "]]" in text.text:
        yield "a mark that is not closed, or marks inside one another"
    ids = [mark.id for mark in text.marks if mark.id is not None]
    for double in {i for i in ids if ids.count(i) > 1}:
        yield f"two marks are called {double!r}"
    for mark in text.marks:
        yield from (f"[[{mark.words}]]: {problem}" for problem in _mark_problems(mark, set(ids)))


def _mark_problems(mark: Mark, ids: set[str | None]) -> Iterator[str]:
    if mark.words != mark.words.strip():
        yield "begins or ends with white space"
    if mark.kind not in KINDS:
        yield f"unknown kind {mark.kind!r}"
        return
    needed = {"event": 2, "figure": 2, "partners": 3, "count": 2, "date": 2, "period": 2, "change": 2}.get(mark.kind, 1)
    if len(mark.values) < needed:
        yield f"{mark.kind} needs {needed} values"
        return
    for link, target in mark.links.items():
        if link not in ("date", "place", "inst", "by", "period", "change", "holder", "basis"):
            yield f"unknown link {link!r}"
        if link in ("date", "place", "inst", "change") and target not in ids:
            yield f"links to {target!r}, which is not marked"
        if link == "period" and target not in ids and not re.fullmatch(PERIOD, target):
            yield f"period {target!r} is neither marked nor a period"
        if link == "holder" and not is_party(target):
            yield f"unknown party {target!r}"
    for code in mark.codes:
        if not is_party(code) and not (mark.kind == "figure" and code in AREAS):
            yield f"unknown party {code!r}"
    yield from _value_problems(mark)


def _value_problems(mark: Mark) -> Iterator[str]:
    first, second = mark.values[0], mark.values[1] if len(mark.values) > 1 else ""
    match mark.kind:
        case "event":
            if first not in set(Action):
                yield f"unknown action {first!r}"
            if second not in ROLES:
                yield f"unknown role {second!r}"
            parties_ = len(mark.codes) >= 2 or any(len(code) > 2 for code in mark.codes)
            if mark.asserted and not parties_:
                yield "an event has two parties or a bloc"
        case "date":
            if second != "null" and not re.fullmatch(r"\d{4}(-\d\d){0,2}", second):
                yield f"{second!r} is no date"
        case "period":
            if not re.fullmatch(PERIOD, second):
                yield f"{second!r} is no period"
        case "change":
            if not re.fullmatch(r"-?\d+(\.\d+)?", second):
                yield f"{second!r} is no percentage"
        case "figure":
            if first not in set(Flow) or not 1 <= len(mark.codes) <= 2:
                yield "a figure states its flow and one or two parties"
        case "count":
            if first not in set(CountKind) or not re.fullmatch(r"\d+(\.\d+)?", second):
                yield f"{first!r} {second!r} is no kind and number"
        case "partners":
            if not is_party(first) or second not in ("signed", "in_force"):
                yield "partners states holder, status and codes"
        case "benefit":
            if first not in set(BenefitCode):
                yield f"unknown benefit {first!r}"


def main(arguments: list[str]) -> int:
    """Check files (all of them by default) and say what they hold."""
    paths = [Path(a) for a in arguments] or sorted(TEXTS.rglob("*.txt"))
    failed = 0
    for path in paths:
        try:
            texts = read_file(path)
        except InputError as error:
            sys.stdout.write(f"{error}\n")
            failed += 1
            continue
        events = sum(len(t.of("event")) for t in texts)
        none = sum(not any(mark.asserted for mark in t.marks) for t in texts)
        figures, counts = (sum(len(t.of(kind)) for t in texts) for kind in ("figure", "count"))
        sys.stdout.write(
            f"{path.name}: {len(texts)} texts, {none} without events, {events} triggers, "
            f"{figures} figures, {counts} counts\n"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
