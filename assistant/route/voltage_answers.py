"""Answers to voltage questions without a measured value: nominal, minimum operating, healthy limit, cell limit.

Each figure shows its working. Not here: verdicts on measured values (``voltage_verdicts``).
"""

from __future__ import annotations

from fractions import Fraction

from assistant.route.asked import Want, asking
from assistant.route.lookups import Lookups
from assistant.route.rule import bullets, listing, paragraph, table
from assistant.route.system import System
from assistant.route.voltage_text import article, count_remark, model_remark, product, tower_remark, volts
from assistant.route.voltage_words import Topic
from assistant.types import ChatContext, Choice, Draft, Route
from corpus.types import Block, ModuleType

_NAMES = {Topic.NOMINAL: "nominal voltage", Topic.MINIMUM: "minimum operating voltage", Topic.HEALTHY: "healthy limit"}


def figure(topic: Topic, type_: ModuleType) -> Fraction:
    """Return the figure of one module."""
    if topic is Topic.MINIMUM:
        return type_.minimum_operating_v
    return type_.healthy_v if topic is Topic.HEALTHY else type_.nominal_v


def _refs(topic: Topic) -> tuple[str, ...]:
    return ("2.1/9", "2.10") if topic is Topic.MINIMUM else ("2.10", "2.1/9")


def cell_limit(views: Lookups, context: ChatContext | None) -> Draft:
    """Return the cell limit, which is the same for all types."""
    cells = listing([f"{type_.cells} ({type_.name})" for type_ in views.types.values()])
    limit = volts(next(iter(views.types.values())).cell_undervoltage_v)
    return Draft(
        route=Route.VOLTAGE,
        blocks=(
            paragraph(
                f"**Cell limit: {limit}.** A module with one cell below {limit} is in undervoltage, whatever its type."
            ),
            bullets(
                f"Number of cells in a module: {cells}.",
                "The BYD Energy app shows the highest and the lowest cell voltage.",
                f"Exactly {limit} is not covered: measure again and treat it with care.",
                "The guideline names no other cell voltage: no nominal one and no upper limit.",
            ),
        ),
        refs=("2.10",),
        suggestions=("2.9/EC107", "2.9/EC311", "2.8"),
        context=context,
    )


def absent_cell_figure(views: Lookups, context: ChatContext | None) -> Draft:
    """Return that the guideline states no nominal and no highest cell voltage."""
    limit = volts(next(iter(views.types.values())).cell_undervoltage_v)
    return Draft(
        route=Route.VOLTAGE,
        blocks=(
            paragraph("**The guideline does not state this cell voltage.** It names no nominal and no highest one."),
            paragraph(f"The only cell limit in it: below {limit} the module is in undervoltage."),
        ),
        abstained=True,
        suggestions=("2.10",),
        context=context,
    )


def module_figures(types: tuple[ModuleType, ...], views: Lookups, context: ChatContext | None, topic: Topic) -> Draft:
    """Return the four limits of one module, for one type or side by side."""
    shown = types or tuple(views.types.values())
    if len(shown) == 1:
        type_ = shown[0]
        head = f"**{type_.name} module: {_NAMES[topic]} {volts(figure(topic, type_))}.**"
    else:
        values = listing([f"{type_.name} {volts(figure(topic, type_))}" for type_ in shown])
        head = f"**{_NAMES[topic].capitalize()} of one module: {values}.**"
    rows = (
        ("One module", *(type_.name for type_ in shown)),
        ("Nominal", *(volts(type_.nominal_v) for type_ in shown)),
        ("Should be fine above", *(volts(type_.healthy_v) for type_ in shown)),
        (
            "Minimum operating (tower: higher than this × modules)",
            *(volts(type_.minimum_operating_v) for type_ in shown),
        ),
    )
    limits = listing([f"{volts(type_.healthy_v)} ({type_.name})" for type_ in shown])
    cell = volts(shown[0].cell_undervoltage_v)
    notes = bullets(
        f"Below {limits} with every cell above {cell}: the battery needs to be charged quickly.",
        f"One cell below {cell}: the module is in undervoltage, whatever it measures.",
    )
    asked = Route.VOLTAGE if types else Route.CLARIFY
    return Draft(
        route=asked,
        blocks=(paragraph(head), table(*rows), notes),
        refs=_refs(topic),
        suggestions=("2.1/8",),
        choices=()
        if types
        else tuple(Choice(type_.name, f"{_NAMES[topic].capitalize()} of one {type_.name} module") for type_ in shown),
        context=context if types else asking(context, Want.TYPE, "module"),
    )


def tower(type_: ModuleType, modules: int, system: System, topic: Topic, context: ChatContext | None) -> Draft:
    """Return the tower's figure with its working, then the other limits."""
    name = _NAMES[topic]
    if topic is Topic.HEALTHY:
        return _healthy_tower(type_, modules, system, context)
    each = figure(topic, type_)
    noun = "module" if modules == 1 else "modules"
    head = f"**{modules} {type_.name} {noun}: {name} {volts(modules * each)}** ({product(modules, each)})."
    if topic is Topic.MINIMUM:
        head += " The tower must be **higher** than this."
    other = (
        f"Nominal voltage: {product(modules, type_.nominal_v)}."
        if topic is Topic.MINIMUM
        else f"Minimum operating voltage: {product(modules, type_.minimum_operating_v)}; the tower must be higher."
    )
    remarks = [text for text in (count_remark(modules, type_), model_remark(system), tower_remark(system)) if text]
    is_unlisted = count_remark(modules, type_) != ""
    return Draft(
        route=Route.VOLTAGE,
        blocks=(
            paragraph(head),
            *(paragraph(text) for text in remarks),
            bullets(
                other,
                f"One module should be fine above {volts(type_.healthy_v)}. If the tower deviates clearly from the "
                f"nominal "
                "voltage, measure the modules one by one.",
            ),
        ),
        refs=(*_refs(topic), *(("2.1/8",) if is_unlisted else ())),
        suggestions=() if is_unlisted else ("2.1/8",),
        context=context,
    )


def _healthy_tower(type_: ModuleType, modules: int, system: System, context: ChatContext | None) -> Draft:
    """Return that the healthy limit is a module's: the guideline gives none for a tower."""
    head = (
        f"**The limit is for one module: above {volts(type_.healthy_v)} {article(type_.name)} module should be fine.** "
        "The guideline gives no such limit for a tower."
    )
    blocks: list[Block] = [
        paragraph(head),
        bullets(
            f"Tower, nominal: {product(modules, type_.nominal_v)}.",
            f"Tower, minimum operating: {product(modules, type_.minimum_operating_v)}; the tower must be higher.",
            "Measure the modules one by one.",
        ),
    ]
    blocks += [paragraph(text) for text in (count_remark(modules, type_), model_remark(system)) if text]
    return Draft(Route.VOLTAGE, tuple(blocks), refs=("2.10", "2.1/9"), context=context)


def without_count(type_: ModuleType, topic: Topic, context: ChatContext | None) -> Draft:
    """Return the tower's figures for every listed number of modules, and the question how many there are."""
    each = figure(Topic.MINIMUM if topic is Topic.MINIMUM else Topic.NOMINAL, type_)
    counts = range(type_.minimum_modules, type_.maximum_modules + 1)
    rows = [("Modules", "Nominal", "Minimum operating (must be higher)")]
    rows += [(str(n), volts(n * type_.nominal_v), volts(n * type_.minimum_operating_v)) for n in counts]
    name = _NAMES[Topic.MINIMUM if topic is Topic.MINIMUM else Topic.NOMINAL]
    return Draft(
        route=Route.CLARIFY,
        blocks=(
            paragraph(f"**{type_.name}, {name}: modules × {volts(each)}.** How many modules has the tower?"),
            table(*rows),
            paragraph(f"One module should be fine above {volts(type_.healthy_v)}."),
        ),
        refs=_refs(topic),
        choices=tuple(Choice(f"{n} modules", f"{name.capitalize()} of {n} {type_.name} modules") for n in counts),
        context=asking(context, Want.COUNT, "tower"),
    )


def without_type(modules: int | None, topic: Topic, views: Lookups, context: ChatContext | None) -> Draft:
    """Return the figures for all types, and the question which one it is."""
    topic = Topic.MINIMUM if topic is Topic.MINIMUM else Topic.NOMINAL
    types = tuple(views.types.values())
    name = _NAMES[topic]
    if modules is None:
        head = (
            f"**{name.capitalize()}: it depends on module type and quantity.** Which type is it, and how many modules?"
        )
        rows = [("Type", "Nominal", "Minimum operating (must be higher)")]
        rows += [
            (type_.name, f"modules × {volts(type_.nominal_v)}", f"modules × {volts(type_.minimum_operating_v)}")
            for type_ in types
        ]
        choices = tuple(Choice(type_.name, f"{name.capitalize()} of {article(type_.name)} tower") for type_ in types)
        remarks: tuple[Block, ...] = ()
    else:
        head = f"**{name.capitalize()} of {modules} modules: it depends on the module type.** Which type is it?"
        rows = [("Type", "Nominal", "Minimum operating (must be higher)")]
        rows += [
            (type_.name, product(modules, type_.nominal_v), product(modules, type_.minimum_operating_v))
            for type_ in types
        ]
        choices = tuple(Choice(type_.name, f"{name.capitalize()} of {modules} {type_.name} modules") for type_ in types)
        remarks = tuple(paragraph(f"{type_.name}: {text}") for type_ in types if (text := count_remark(modules, type_)))
    return Draft(
        route=Route.CLARIFY,
        blocks=(paragraph(head), table(*rows), *remarks),
        refs=_refs(topic),
        choices=choices,
        context=asking(context, Want.TYPE, "tower"),
    )


def several(pairs: list[tuple[ModuleType, int]], topic: Topic, context: ChatContext | None) -> Draft:
    """Return the figures of several towers side by side; types are never mixed in one."""
    topic = Topic.MINIMUM if topic is Topic.MINIMUM else Topic.NOMINAL
    lines = []
    for type_, modules in pairs:
        line = f"**{modules} {type_.name} modules:** {product(modules, figure(topic, type_))}."
        remark = count_remark(modules, type_)
        lines.append(f"{line} {remark}" if remark else line)
    blocks = [paragraph(f"**{_NAMES[topic].capitalize()} of each tower:**"), bullets(*lines)]
    mixed = len({type_.name for type_, _ in pairs}) > 1
    if mixed:
        blocks.append(paragraph("Never mix types: one tower, and all parallel towers, have one type of module only."))
    return Draft(Route.VOLTAGE, tuple(blocks), refs=(*_refs(topic), *(("2.7/41",) if mixed else ())), context=context)


def model_modules(system: System, views: Lookups, context: ChatContext | None) -> Draft | None:
    """Return how many modules the named model has."""
    model = system.model
    if model is None:
        return None
    type_ = views.types[model.type]
    return Draft(
        route=Route.VOLTAGE,
        blocks=(
            paragraph(f"**{model.name}: {model.modules} modules.**"),
            paragraph(
                f"This is inferred, not printed: the smallest {model.type} has the minimum of {type_.minimum_modules} "
                "modules, and each larger model one more."
            ),
            bullets(
                f"Nominal voltage: {product(model.modules, type_.nominal_v)}.",
                f"Minimum operating voltage: {product(model.modules, type_.minimum_operating_v)}; the tower must be "
                f"higher.",
            ),
            *([paragraph(remark)] if (remark := tower_remark(system)) else []),
        ),
        refs=("0", "2.1/8", "2.10"),
        context=context,
    )


def unlisted_model(name: str, views: Lookups) -> Draft:
    """Return that no such model is listed, with those that are."""
    type_name = name.partition(" ")[0]
    models = [model for model in views.models.values() if model.type == type_name]
    return Draft(
        route=Route.VOLTAGE,
        blocks=(
            paragraph(f"**{name} is not a listed model.** The guideline lists these {type_name} models:"),
            paragraph(listing([model.name for model in models])),
        ),
        abstained=True,
        suggestions=("0",),
        choices=tuple(Choice(model.name, f"Nominal voltage of {model.name}") for model in models),
    )
