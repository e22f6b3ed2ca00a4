"""Read the tables of a document: event codes, module types, models, LED patterns, glossary, other products.

Each row is checked on its own and within its table; what spans tables and passages is in ``checks.py``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from corpus.errors import CorpusError
from corpus.markdown import parse, references_in
from corpus.toml_rows import Row, read_rows, read_toml
from corpus.types import (
    Block,
    BlockKind,
    Document,
    EventCode,
    GlossaryTerm,
    LedPattern,
    Model,
    ModuleType,
    OtherProduct,
    Passage,
    PassageKind,
    SafetyNote,
    Unit,
)

EVENT_CODES_FILE = "tables/event_codes.toml"

ALARMS_FROM = 310
"""From this number on the printed names end in "alarm" (2.9)."""

LED_IDS = (
    "steady_white",
    "blinking_white",
    "white_blue_alternating",
    "constant_blue",
    "white_flashes_blue_constant",
    "off",
    "blue_green_together",
)

TWINS = (frozenset({"EC107", "EC311"}), frozenset({"EC121", "EC310"}), frozenset({"EC122", "EC319"}))
"""Events of nearly the same name with different measures: asked by name, both are meant (2.9)."""


def read_document(folder: Path) -> Document:
    """Return what ``document.toml`` says of the source.

    :raises CorpusError: the file is malformed, or its id is not the folder's name.
    """
    path = folder / "document.toml"
    row = Row(read_toml(path)[0], path, 1)
    row.only("id", "title", "version", "language", "products")
    document = Document(
        row.text("id"), row.text("title"), row.text("version"), row.text("language"), row.texts("products")
    )
    if document.id != folder.name:
        row.fail(f"id = {document.id!r} is not the folder's name {folder.name!r}")
    return document


def read_event_codes(folder: Path) -> tuple[EventCode, ...]:
    """Return the event codes in the printed order, each with its own measure.

    :raises CorpusError: a row is malformed, a code is doubled, or the codes of a group have different measures.
    """
    [rows] = read_rows(folder / EVENT_CODES_FILE, "event_code")
    _unique(rows, "code")
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if "shared" in row.values:
            groups[row.text("shared")].append(row)
    measures = {group: _group_measure(group, members) for group, members in groups.items()}
    codes = {group: [row.text("code") for row in members] for group, members in groups.items()}
    return tuple(_event_code(row, measures, codes) for row in rows)


def _group_measure(group: str, rows: list[Row]) -> str:
    """Return the one measure of a group of codes that is printed on a merged cell."""
    if len(rows) < 2:
        rows[0].fail(f"shared = {group!r} is named by this code only: a merged cell has at least two")
    measure = ""
    for row in rows:
        if "measure" in row.values:
            own = row.text("measure")
            if measure and own != measure:
                row.fail(f"{row.text('code')}: its measure differs from that of its group {group!r}")
            measure = own
    if not measure:
        rows[0].fail(f"no code of the group {group!r} has a measure")
    return measure


def _event_code(row: Row, measures: dict[str, str], groups: dict[str, list[str]]) -> EventCode:
    """Return one event code; a shared measure is given to each code of its cell."""
    row.only("code", "unit", "family", "name", "measure", "shared", "aliases", "note", "module_number")
    code = row.text("code")
    if not re.fullmatch(r"EC[1-9]\d{2,3}", code):
        row.fail(f"code {code!r} is not EC and a number such as EC108")
    family = row.choice("family", ("fault", "alarm", "module_loss"))
    number = row.count("module_number") if "module_number" in row.values else None
    if (number is not None) != (family == "module_loss"):
        row.fail(f"{code}: module_number belongs to family module_loss and only there")
    if family != "module_loss" and (family == "alarm") != (int(code[2:]) >= ALARMS_FROM):
        row.fail(f"{code}: family {family!r} does not fit: alarms are EC{ALARMS_FROM} and above")
    shared = row.text("shared", "")
    measure = measures[shared] if shared else row.text("measure")
    blocks = parse(measure, row.path, 0)
    note = row.text("note", "")
    noted = (Block(BlockKind.PARAGRAPH, text=note),) if note else ()
    return EventCode(
        code=code,
        unit=Unit(row.choice("unit", tuple(Unit))),
        family=family,
        name=row.text("name"),
        aliases=row.aliases(),
        measure=measure,
        blocks=blocks,
        see=references_in([*blocks, *noted], row.path, row.line),
        shared_with=tuple(other for other in groups.get(shared, ()) if other != code),
        note=note,
        module_number=number,
        line=row.line,
    )


def event_passages(codes: Iterable[EventCode], document: str) -> tuple[Passage, ...]:
    """Return the passage of each event code, made from its row: one source for each fact."""
    return tuple(_event_passage(code, document) for code in codes)


def _event_passage(code: EventCode, document: str) -> Passage:
    """Return the passage of one event code: which module, the measure, whether it is shared, the remark."""
    blocks = list(code.blocks)
    if code.module_number is not None:
        where = f"Module {code.module_number} from the top is probably affected."
        blocks.insert(0, Block(BlockKind.PARAGRAPH, text=where))
    elif code.shared_with:
        together = ", ".join(sorted((code.code, *code.shared_with), key=lambda other: int(other[2:])))
        shared = f"The guideline prints this measure once, for {together} together."
        blocks.append(Block(BlockKind.PARAGRAPH, text=shared))
    if code.note:
        blocks.append(Block(BlockKind.PARAGRAPH, text=f"Note: {code.note}"))
    return Passage(
        document=document,
        ref=code.ref,
        title=f"{code.code} {code.name}",
        kind=PassageKind.EVENT_CODE,
        blocks=tuple(blocks),
        see=code.see,
        path=EVENT_CODES_FILE,
        line=code.line,
    )


def read_module_types(folder: Path) -> tuple[ModuleType, ...]:
    """Return the figures of each module type.

    :raises CorpusError: a row is malformed, or its limits are not in their order.
    """
    [rows] = read_rows(folder / "tables/module_types.toml", "module_type")
    _unique(rows, "name")
    types = []
    for row in rows:
        row.only(*(field for field in ModuleType.__dataclass_fields__))
        kind = ModuleType(
            row.text("name"),
            row.volts("nominal_v"),
            row.volts("minimum_operating_v"),
            row.volts("healthy_v"),
            row.count("cells"),
            row.volts("cell_undervoltage_v"),
            row.count("minimum_modules"),
            row.count("maximum_modules"),
        )
        if not kind.minimum_operating_v < kind.healthy_v < kind.nominal_v:
            row.fail(f"{kind.name}: minimum_operating_v < healthy_v < nominal_v does not hold")
        if kind.minimum_modules > kind.maximum_modules:
            row.fail(f"{kind.name}: minimum_modules is above maximum_modules")
        types.append(kind)
    return tuple(types)


def read_models(folder: Path, types: tuple[ModuleType, ...]) -> tuple[Model, ...]:
    """Return the listed models in the printed order.

    :raises CorpusError: a row is malformed, names an unknown type or a module count that its type cannot have.
    """
    [rows] = read_rows(folder / "tables/models.toml", "model")
    _unique(rows, "name")
    known = {kind.name: kind for kind in types}
    models = []
    for row in rows:
        row.only("name", "type", "size", "modules")
        model = Model(row.text("name"), row.choice("type", tuple(known)), row.text("size"), row.count("modules"))
        kind = known[model.type]
        if model.name != f"{model.type} {model.size}":
            row.fail(f"name {model.name!r} is not type and size: {model.type} {model.size}")
        if not kind.minimum_modules <= model.modules <= kind.maximum_modules:
            limits = f"{kind.minimum_modules} to {kind.maximum_modules}"
            row.fail(f"{model.name} has {model.modules} modules: {limits} are possible for {kind.name}")
        models.append(model)
    return tuple(models)


def read_led_patterns(folder: Path) -> tuple[LedPattern, ...]:
    """Return the LED patterns.

    :raises CorpusError: a row is malformed or the ids are not exactly the known ones.
    """
    path = folder / "tables/led_patterns.toml"
    [rows] = read_rows(path, "led_pattern")
    _unique(rows, "id")
    patterns = []
    for row in rows:
        row.only("id", "device", "pattern", "meaning", "normal", "action", "refs")
        action = row.text("action")
        patterns.append(
            LedPattern(
                row.choice("id", LED_IDS),
                row.choice("device", ("BCU", "Smart Wi-Fi/LAN module")),
                row.text("pattern"),
                row.text("meaning"),
                row.flag("normal"),
                action,
                parse(action, path, 0),
                row.texts("refs"),
                row.line,
            )
        )
    missing = [known for known in LED_IDS if known not in {pattern.id for pattern in patterns}]
    if missing:
        raise CorpusError(f"LED patterns are missing: {', '.join(missing)}", path)
    return tuple(patterns)


def read_glossary(folder: Path) -> tuple[GlossaryTerm, ...]:
    """Return the glossary.

    :raises CorpusError: a row is malformed or a term is doubled.
    """
    [rows] = read_rows(folder / "tables/glossary.toml", "term")
    _unique(rows, "term")
    terms = []
    for row in rows:
        row.only("term", "aliases", "meaning", "refs", "in_guideline")
        meaning, refs = row.text("meaning"), row.texts("refs")
        terms.append(GlossaryTerm(row.text("term"), row.aliases(), meaning, refs, row.flag("in_guideline"), row.line))
    return tuple(terms)


def read_safety_notes(folder: Path) -> tuple[SafetyNote, ...]:
    """Return the warnings that belong to places of the guideline.

    :raises CorpusError: a row is malformed or an id is doubled.
    """
    [rows] = read_rows(folder / "tables/safety_notes.toml", "note")
    _unique(rows, "id")
    for row in rows:
        row.only("id", "text", "refs")
        if not row.text("text").startswith("**Warning:** "):
            row.fail(f"{row.text('id')}: text must begin with '**Warning:** '")
    return tuple(SafetyNote(row.text("id"), row.text("text"), row.texts("refs"), row.line) for row in rows)


def read_other_products(folder: Path) -> tuple[OtherProduct, ...]:
    """Return the names that are not the documented battery.

    :raises CorpusError: a row is malformed or a name is doubled.
    """
    [rows] = read_rows(folder / "tables/other_products.toml", "product")
    _unique(rows, "name")
    for row in rows:
        row.only("name", "aliases", "role")
    roles = ("battery", "inverter", "maker")
    return tuple(OtherProduct(row.text("name"), row.aliases(), row.choice("role", roles), row.line) for row in rows)


def _unique(rows: list[Row], key: str) -> None:
    """Raise at the second row that has the same value for the key."""
    seen: Counter[str] = Counter()
    for row in rows:
        value = row.text(key)
        seen[value] += 1
        if seen[value] > 1:
            row.fail(f"{key} {value!r} occurs twice: remove one")
