"""The values that the corpus is made of: passages, table rows, bank questions.

Only values: reading them from files is in ``reader.py``, ``tables.py`` and ``questions.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from corpus.diagnosis_types import Node


class BlockKind(StrEnum):
    """What a block of a passage is; renderers choose the look."""

    PARAGRAPH = "paragraph"
    STEPS = "steps"
    BULLETS = "bullets"
    TABLE = "table"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a passage, its inline Markdown kept as written."""

    kind: BlockKind
    text: str = ""
    """Inline Markdown of a paragraph or warning; "" for lists and tables."""
    items: tuple[str, ...] = ()
    """Items of steps or bullets, inline Markdown; a nested list follows its item after a newline."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Rows of a table, the header first; inline Markdown."""
    part: str = ""
    """Title of the sub-heading (``###``) that the block stands under, "" before the first."""
    line: int = 0
    """Line of the file where the block begins, from 1; 0 where it was made from a table row."""


class PassageKind(StrEnum):
    """What a passage stands for."""

    ITEM = "item"
    SECTION = "section"
    OVERVIEW = "overview"
    EVENT_CODE = "event_code"


@dataclass(frozen=True, slots=True)
class Passage:
    """One citable place of the guideline."""

    document: str
    """Folder name of the document, such as ``byd-battery-box-hv``."""
    ref: str
    """Stable reference: ``2.3/18``, ``2.10``, ``2.9/EC108``."""
    title: str
    """The place's own title, without its number."""
    kind: PassageKind
    blocks: tuple[Block, ...]
    see: tuple[str, ...] = ()
    """References that the passage sends the reader to, in order of mention."""
    path: str = ""
    """File it was read from, relative to the document's folder."""
    line: int = 0
    """Line of its heading, from 1."""

    @property
    def section(self) -> str:
        """Return the section part of the reference (``2.3`` of ``2.3/18``)."""
        return self.ref.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Document:
    """What ``document.toml`` says of the source."""

    id: str
    title: str
    version: str
    language: str
    products: tuple[str, ...]
    """Module types it is valid for: ``HVB``, ``HVM+``, ``HVS+``."""


class Unit(StrEnum):
    """The part of the battery that an event code is about (two tables in 2.9)."""

    BCU = "BCU"
    MODULE = "module"


@dataclass(frozen=True, slots=True)
class EventCode:
    """One event code of section 2.9."""

    code: str
    """``EC108``: EC and the number, no blank, no leading zero."""
    unit: Unit
    family: str
    """``fault``, ``alarm`` (EC310 and above) or ``module_loss``."""
    name: str
    """The event's name as printed, for example ``Precharging failure``."""
    aliases: tuple[str, ...]
    """Other ways to say the name, lower case, for asking by name."""
    measure: str
    """Block Markdown: what the guideline says to do, in the printed order."""
    blocks: tuple[Block, ...]
    """``measure`` as blocks."""
    see: tuple[str, ...]
    """References the measure names, resolved to passages (``1/6`` for "step 7, section 1")."""
    shared_with: tuple[str, ...]
    """Codes that share one printed (merged) measure cell with this one, itself left out."""
    note: str
    """A remark on how to read the place, "" for none."""
    module_number: int | None
    """Module from the top that a module loss code names; None for other codes."""
    line: int = 0

    @property
    def number(self) -> int:
        """Return the number of the code (108)."""
        return int(self.code[2:])

    @property
    def ref(self) -> str:
        """Return the reference of the code's passage (``2.9/EC108``)."""
        return f"2.9/{self.code}"


@dataclass(frozen=True, slots=True)
class ModuleType:
    """The figures of one module type; voltages in V, exact."""

    name: str
    """``HVB``, ``HVM+`` or ``HVS+``."""
    nominal_v: Fraction
    """Nominal voltage of one module (2.10)."""
    minimum_operating_v: Fraction
    """Minimum operating voltage for each module; a tower must be higher (2.1/9)."""
    healthy_v: Fraction
    """Above this a module should be fine (2.10)."""
    cells: int
    """Cells in one module (2.10)."""
    cell_undervoltage_v: Fraction
    """A cell below this is in undervoltage (2.10)."""
    minimum_modules: int
    """Fewest modules in a tower (2.1/8)."""
    maximum_modules: int
    """Most modules of a listed model (inferred from the model list)."""


@dataclass(frozen=True, slots=True)
class Model:
    """A listed model, such as ``HVM+ 13.8``."""

    name: str
    type: str
    """Name of its ``ModuleType``."""
    size: str
    """The number in its name, as text (``13.8``, ``11.0``)."""
    modules: int
    """Modules in its tower: inferred from equal steps, not printed."""


@dataclass(frozen=True, slots=True)
class LedPattern:
    """What one LED pattern means."""

    id: str
    """``steady_white``, ``blinking_white``, ``white_blue_alternating``, ``constant_blue``,
    ``white_flashes_blue_constant``, ``off``, ``blue_green_together``."""
    device: str
    """``BCU`` or ``Smart Wi-Fi/LAN module``."""
    pattern: str
    """The pattern in words."""
    meaning: str
    normal: bool
    """True where the pattern is no fault."""
    action: str
    """Block Markdown: what to do."""
    blocks: tuple[Block, ...]
    """``action`` as blocks."""
    refs: tuple[str, ...]
    """References, best first."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term as the guideline uses it."""

    term: str
    aliases: tuple[str, ...]
    meaning: str
    """One or two sentences, Markdown."""
    refs: tuple[str, ...]
    """Places where the guideline uses it, best first."""
    in_guideline: bool
    """False where the guideline uses the term without explaining it: the meaning is then ours and marked so."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class OtherProduct:
    """A name that is not a Battery-Box HVB, HVM+ or HVS+."""

    name: str
    aliases: tuple[str, ...]
    """Other spellings, lower case, common misspellings included."""
    role: str
    """``battery`` (another battery, of BYD or another maker), ``inverter`` (used beside this battery) or ``maker``."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """One line of the question bank."""

    question: str
    refs: tuple[str, ...]
    """References of the passages that answer it, best first; empty for ``none``."""
    style: str
    """``plain`` (a question) or ``real`` (a message as people really write)."""
    tag: str
    """What kind of ``none`` it is (``absent``, ``other``, ``danger``, ``instruct``, ``off``); "" otherwise."""
    author: str
    """File name without ending: authors worked apart from one another."""
    held_out: bool
    """True where it only fits thresholds and never trains."""
    line: int


@dataclass(frozen=True, slots=True)
class SafetyNote:
    """A warning that belongs to every answer which shows one of its places."""

    id: str
    text: str
    """Inline Markdown, beginning with ``**Warning:**``."""
    refs: tuple[str, ...]
    """References of the places that it belongs to."""
    line: int = 0


@dataclass(frozen=True)  # no slots: the look-up tables below are made once, on first use
class Corpus:
    """A whole document, checked."""

    document: Document
    passages: tuple[Passage, ...]
    """All passages in the guideline's order, the event codes (made from the table) included."""
    event_codes: tuple[EventCode, ...]
    module_types: tuple[ModuleType, ...]
    models: tuple[Model, ...]
    led_patterns: tuple[LedPattern, ...]
    glossary: tuple[GlossaryTerm, ...]
    other_products: tuple[OtherProduct, ...]
    safety_notes: tuple[SafetyNote, ...]
    questions: tuple[BankQuestion, ...]
    hash: str
    """SHA-256 (hex) over every file of the document's folder that an index is built from, by sorted path."""
    diagnosis: tuple[Node, ...] = ()
    """The decision graph, the first question first; empty where the document has none."""

    @cached_property
    def by_ref(self) -> dict[str, Passage]:
        """Return the passages by reference."""
        return {passage.ref: passage for passage in self.passages}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Return the passages' titles by reference."""
        return {passage.ref: passage.title for passage in self.passages}
