"""Check a loaded corpus as a whole: nothing missing, doubled or pointing nowhere, and a bank that is large enough.

Malformed files never get here: reading them raises (``reader.py``, ``tables.py``, ``questions.py``).
Problems must be put right; warnings are about the bank's amounts, which decide quality but break nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.diagnosis import DIAGNOSIS_FILE
from corpus.diagnosis_checks import longest_path, problems_of
from corpus.expected import EXPECTED, Expected
from corpus.tables import EVENT_CODES_FILE
from corpus.types import Corpus, Passage, PassageKind

AMOUNT_PASSAGE = 40
"""Fewest bank questions for a passage and for an event with a name of its own (a trial: the bank's size decides)."""
AMOUNT_MODULE_LOSS = 12
"""Fewest for each of the ten module loss codes: they are asked by number, which a rule answers."""
AMOUNT_BROAD = 60
"""Fewest for 2.10 and for the overviews of 2.1 to 2.7: most real messages settle only the section."""
AMOUNT_NONE = 1000
"""Fewest questions that the guideline does not answer."""
HELD_OUT_SHARE = (0.08, 0.12)
"""About a tenth of the bank fits thresholds: less is too few to fit them, more is lost for training."""
REAL_SHARE = 0.5
"""Least share of messages as people really write them; invented questions alone did not carry over to them."""
BROAD = frozenset({"2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.10"})
DIAGNOSED = frozenset({"2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.9"})
"""Sections of which every item is reached by some path of the decision graph."""
UNASKED = frozenset({"2"})
"""Only lists its sections: nobody's question is answered by it, so it needs none in the bank."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found."""

    message: str
    path: str
    """File, from the folder of the documents; the document's folder where no file is to blame."""
    line: int | None = None
    """Line of the file, from 1; None where none is to blame."""

    def __str__(self) -> str:
        """Return ``path:line: message``."""
        return f"{self.path}: {self.message}" if self.line is None else f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found, and what there is."""

    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    summary: tuple[str, ...]
    """Lines for a person: what the corpus holds, in numbers."""

    @property
    def ok(self) -> bool:
        """Return whether there are no problems; warnings do not count."""
        return not self.problems


def check(corpus: Corpus) -> Report:
    """Return what is wrong with a corpus, and a summary of it."""
    expected = EXPECTED.get(corpus.document.id)
    problems = [*_doubled(corpus), *_pointers(corpus), *_aliases(corpus, expected), *_products(corpus)]
    problems += _diagnosis(corpus, expected)
    if expected is not None:
        problems += [*_places(corpus, expected), *_codes(corpus, expected)]
    warnings = tuple(_bank(corpus)) if corpus.questions else ()
    return Report(tuple(problems), warnings, tuple(_summary(corpus)))


def _at(corpus: Corpus, message: str, path: str = "", line: int | None = None) -> Finding:
    """Return a finding with its place."""
    return Finding(message, f"{corpus.document.id}/{path}" if path else corpus.document.id, line)


def _doubled(corpus: Corpus) -> Iterator[Finding]:
    """Yield references that two passages have."""
    first: dict[str, Passage] = {}
    for passage in corpus.passages:
        other = first.setdefault(passage.ref, passage)
        if other is not passage:
            message = f"reference {passage.ref} occurs twice, first in {other.path}:{other.line}"
            yield _at(corpus, message, passage.path, passage.line)


def _pointers(corpus: Corpus) -> Iterator[Finding]:
    """Yield cross-references to places that do not exist, wherever they stand."""
    known = {passage.ref for passage in corpus.passages}
    for path, line, refs in _mentions(corpus):
        for ref in refs:
            if ref not in known:
                yield _at(corpus, f"points to {ref!r}, which is no place of the guideline", path, line)


def _mentions(corpus: Corpus) -> Iterator[tuple[str, int, Iterable[str]]]:
    """Yield file, line and references of everything that refers to passages."""
    for passage in corpus.passages:
        yield passage.path, passage.line, passage.see
    for pattern in corpus.led_patterns:
        yield "tables/led_patterns.toml", pattern.line, pattern.refs
    for term in corpus.glossary:
        yield "tables/glossary.toml", term.line, term.refs
    for note in corpus.safety_notes:
        yield "tables/safety_notes.toml", note.line, note.refs
    for question in corpus.questions:
        yield f"questions/{question.author}.txt", question.line, question.refs


def _aliases(corpus: Corpus, expected: Expected | None) -> Iterator[Finding]:
    """Yield names that stand for two events which are not twins: asked by name, either answer could be wrong."""
    owners: dict[str, set[str]] = defaultdict(set)
    lines = {code.code: code.line for code in corpus.event_codes}
    for code in corpus.event_codes:
        names = code.aliases if code.module_number is not None else (code.name.lower(), *code.aliases)
        for name in names:
            owners[name].add(code.code)
    twins = () if expected is None else expected.twins
    for name, codes in owners.items():
        if len(codes) > 1 and not any(codes <= pair for pair in twins):
            listed = ", ".join(sorted(codes))
            message = f"alias {name!r} belongs to {listed}, which are not twins: leave it to one of them"
            yield _at(corpus, message, EVENT_CODES_FILE, max(lines[code] for code in codes))


def _products(corpus: Corpus) -> Iterator[Finding]:
    """Yield module types that the document is not valid for, and products without figures."""
    types = tuple(kind.name for kind in corpus.module_types)
    if types != corpus.document.products:
        message = f"module types {', '.join(types)} are not the document's products {corpus.document.products}"
        yield _at(corpus, message, "tables/module_types.toml", 1)


def _diagnosis(corpus: Corpus, expected: Expected | None) -> Iterator[Finding]:
    """Yield what is wrong with the decision graph; each item of the error analysis and each code must be reached."""
    if corpus.diagnosis:
        known = {passage.ref for passage in corpus.passages}
        wanted = [passage.ref for passage in corpus.passages if "/" in passage.ref and passage.section in DIAGNOSED]
        for message, line in problems_of(corpus.diagnosis, known, (*wanted, "2.11")):
            yield _at(corpus, message, DIAGNOSIS_FILE, line)
    elif expected is not None:
        yield _at(corpus, "the decision graph is missing: put the file back", DIAGNOSIS_FILE)


def _places(corpus: Corpus, expected: Expected) -> Iterator[Finding]:
    """Yield sections and items that are missing, in the wrong section or not in the guideline at all."""
    found = {passage.ref: passage for passage in corpus.passages if passage.kind is not PassageKind.EVENT_CODE}
    for ref in expected.places:
        if ref not in found:
            yield _at(corpus, f"{ref} is missing: the guideline has it", f"guideline/{ref.partition('/')[0]}.md")
    for ref, passage in found.items():
        if ref not in expected.places:
            yield _at(corpus, f"{ref} is no place of the guideline", passage.path, passage.line)


def _codes(corpus: Corpus, expected: Expected) -> Iterator[Finding]:
    """Yield event codes that are missing or too many, and merged measures that are not shared as printed."""
    found = {code.code: code for code in corpus.event_codes}
    for code in expected.codes:
        if code not in found:
            yield _at(corpus, f"{code} is missing: the guideline has it", EVENT_CODES_FILE)
    for code, event in found.items():
        if code not in expected.codes:
            yield _at(corpus, f"{code} is no event code of the guideline", EVENT_CODES_FILE, event.line)
        printed = next((group - {code} for group in expected.groups if code in group), frozenset())
        if set(event.shared_with) != printed:
            others = ", ".join(sorted(printed)) or "no other code"
            message = f"{code} shares its measure with {others} in the guideline, not as the table says"
            yield _at(corpus, message, EVENT_CODES_FILE, event.line)
    for model, count in Counter(model.type for model in corpus.models).items():
        if expected.models.get(model) != count:
            message = f"{count} models of {model}, {expected.models.get(model)} are listed in the guideline"
            yield _at(corpus, message, "tables/models.toml", 1)


def _needed(passage: Passage, losses: frozenset[str]) -> int:
    """Return how many bank questions a passage should have at least."""
    if passage.ref in UNASKED:
        return 0
    if passage.ref in BROAD:
        return AMOUNT_BROAD
    return AMOUNT_MODULE_LOSS if passage.ref in losses else AMOUNT_PASSAGE


def _bank(corpus: Corpus) -> Iterator[Finding]:
    """Yield where the bank is too small or lopsided."""
    counts = Counter(ref for question in corpus.questions for ref in question.refs)
    losses = frozenset(code.ref for code in corpus.event_codes if code.module_number is not None)
    for passage in corpus.passages:
        needed = _needed(passage, losses)
        if counts[passage.ref] < needed:
            message = f"{passage.ref} has {counts[passage.ref]} questions, {needed} are wanted"
            yield _at(corpus, message, "questions")
    nones = sum(not question.refs for question in corpus.questions)
    if nones < AMOUNT_NONE:
        yield _at(corpus, f"{nones} questions that nothing answers (none), {AMOUNT_NONE} are wanted", "questions")
    total = len(corpus.questions)
    held_out = sum(question.held_out for question in corpus.questions) / total
    low, high = HELD_OUT_SHARE
    if not low <= held_out <= high:
        yield _at(corpus, f"{held_out:.0%} are held out, {low:.0%} to {high:.0%} are wanted", "questions")
    real = sum(question.style == "real" for question in corpus.questions) / total
    if real < REAL_SHARE:
        yield _at(corpus, f"{real:.0%} are real messages, at least {REAL_SHARE:.0%} are wanted", "questions")


def _summary(corpus: Corpus) -> Iterator[str]:
    """Yield what the corpus holds, in numbers."""
    document = corpus.document
    yield f"{document.title}, version {document.version} ({document.id})"
    kinds = Counter(passage.kind for passage in corpus.passages)
    counted = ", ".join(f"{kinds[kind]} {kind.value.replace('_', ' ')}" for kind in PassageKind)
    yield f"passages: {len(corpus.passages)} ({counted})"
    yield (
        f"tables: {len(corpus.event_codes)} event codes, {len(corpus.module_types)} module types, "
        f"{len(corpus.models)} models, {len(corpus.led_patterns)} LED patterns, {len(corpus.glossary)} terms, "
        f"{len(corpus.other_products)} other products"
    )
    if corpus.diagnosis:
        taps = longest_path(corpus.diagnosis)
        yield f"diagnosis: {len(corpus.diagnosis)} questions, at most {taps} taps to a place of the guideline"
    total = len(corpus.questions)
    if not total:
        yield "question bank: not read, or empty"
        return
    nones = Counter(question.tag for question in corpus.questions if not question.refs)
    tags = ", ".join(f"{count} {tag}" for tag, count in sorted(nones.items()))
    yield f"question bank: {total} lines, {total - nones.total()} answered by passages, {nones.total()} none ({tags})"
    real = sum(question.style == "real" for question in corpus.questions)
    held_out = sum(question.held_out for question in corpus.questions)
    authors = len({question.author for question in corpus.questions})
    yield f"question bank: {real / total:.0%} real messages, {held_out / total:.0%} held out, {authors} files"
