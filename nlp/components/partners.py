"""Partner lists: who is said to have arrangements with whom, without a date."""

from collections.abc import Iterator

from nlp.annotations import Reading
from nlp.components.view import Sentence
from nlp.lang.language import Cue
from store.domain import PartnerList


def partner_lists(sentence: Sentence, reading: Reading, *, has_acts: bool) -> Iterator[PartnerList]:
    """Partners recalled without a date, in a sentence that names an arrangement and several parties.

    `has_acts` says that the sentence also tells an act: then one partner alone is that act's.
    """
    if not sentence.has(Cue.ARRANGEMENT, Cue.PARTNERS, Cue.INSTRUMENT) or not sentence.has(
        Cue.PARTNERS, Cue.EARLIER, Cue.SIGN, Cue.ARRANGEMENT
    ):
        return
    own = reading.own
    if own is None:
        return
    partners = [code for code in sentence.codes if code != own]
    dated = [m for m in sentence.dates if m.end > reading.dateline_end]
    cue = next(iter(sentence.marks(Cue.PARTNERS, Cue.EARLIER)), None)
    if dated or cue is None:
        return
    after = [c for p in sentence.parties if p.start >= cue.start for c in p.codes if c != own]
    listed = tuple(dict.fromkeys(after))
    if len(listed) < 2 and not (listed and not has_acts and len(partners) == 1 and sentence.index > 2):
        return
    yield PartnerList(
        holder=own,
        partners=listed,
        status="in_force" if sentence.has(Cue.FORCE) else "signed",
        confidence=0.7,
        evidence=sentence.quote,
    )
