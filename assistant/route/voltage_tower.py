"""Verdicts on a tower's measured voltage, and the questions for what is missing to give one.

Not here: modules and cells (``voltage_verdicts``).
"""

from __future__ import annotations

from assistant.route.asked import Want, asking
from assistant.route.lookups import Lookups
from assistant.route.rule import bullets, paragraph, table
from assistant.route.system import System
from assistant.route.voltage_parse import Reading
from assistant.route.voltage_text import article, count_remark, model_remark, product, tower_remark, volts
from assistant.route.voltage_verdicts import PLAUSIBLE_SHARE, State, shown, state
from assistant.route.voltage_words import Scope
from assistant.types import ChatContext, Choice, Draft, Route
from corpus.types import ModuleType


def tower(reading: Reading, type_: ModuleType, count: int, system: System, context: ChatContext | None) -> Draft:
    """Return the verdict on a tower's voltage: against the minimum operating voltage and the nominal one."""
    minimum_v, nominal_v = count * type_.minimum_operating_v, count * type_.nominal_v
    healthy_v = count * type_.healthy_v
    at = state(reading, minimum_v, PLAUSIBLE_SHARE * nominal_v)
    value = shown(reading)
    tower_name = f"{count} {type_.name} modules"
    minimum = product(count, type_.minimum_operating_v)
    if at is State.LOW:
        head = (
            f"**{value} is below the minimum operating voltage of {tower_name}** ({minimum}): the tower must be higher."
        )
    elif at is State.ON:
        head = (
            f"**{value} is exactly the minimum operating voltage of {tower_name}** ({minimum}): the guideline "
            f"asks for more than that, so it is not high enough."
        )
    elif at is State.IMPOSSIBLE:
        head = f"**{value} cannot be right for {tower_name}.** Nominal: {product(count, type_.nominal_v)}."
    elif at is State.UNKNOWN:
        head = f"**{value} does not settle it for {tower_name}:** the minimum operating voltage is {minimum}."
    else:
        head = f"**{value} is above the minimum operating voltage of {tower_name}** ({minimum})."
        if reading.bound == "" and reading.value_v < healthy_v:
            head += " It may start, but it is low and still needs charging."
    lines = [] if at is State.IMPOSSIBLE else [f"Nominal: {product(count, type_.nominal_v)}."]
    if at is State.IMPOSSIBLE:
        lines.append("Check module type and quantity, and the measuring points (BCU removed, on the topmost module).")
    elif reading.bound == "" and reading.value_v == nominal_v:
        lines.append("The value is exactly the nominal voltage.")
    elif at is State.FINE and reading.bound == "" and reading.value_v < healthy_v:
        lines.append(
            f"On average this is less than {volts(type_.healthy_v)} a module ({product(count, type_.healthy_v)}): it "
            "may start, but at least one module is low. Measure the modules one by one."
        )
        lines.append(
            f"A module below {volts(type_.healthy_v)} with all cells above {volts(type_.cell_undervoltage_v)}: charge "
            f"quickly; one cell below {volts(type_.cell_undervoltage_v)}: undervoltage."
        )
    else:
        lines.append(
            "If it deviates clearly from the nominal voltage (the guideline gives no number), measure the modules "
            "one by one."
        )
    if at in (State.LOW, State.ON):
        lines.append(
            f"A module below {volts(type_.healthy_v)} with all cells above {volts(type_.cell_undervoltage_v)}: "
            f"charge quickly; "
            f"one cell below {volts(type_.cell_undervoltage_v)}: undervoltage."
        )
    remarks = [text for text in (count_remark(count, type_), model_remark(system), tower_remark(system)) if text]
    blocks = (paragraph(head), *(paragraph(text) for text in remarks), bullets(*lines))
    is_unlisted = count_remark(count, type_) != ""
    refs = ("2.1/9", "2.10", "2.1/8") if is_unlisted else ("2.1/9", "2.10")
    suggestions = ("2.1",) if is_unlisted else ("2.1/8", "2.1")
    context = asking(context, Want.VALUE, f"tower {value}")
    return Draft(Route.VOLTAGE, blocks, refs=refs, suggestions=suggestions, context=context)


def several(
    readings: list[Reading], type_: ModuleType, count: int, system: System, context: ChatContext | None,
    *, is_one: bool = False,
) -> Draft:  # fmt: skip
    """Return the verdict on the values of several towers of one kind, or on several values of one, each for itself."""
    minimum_v, nominal_v, healthy_v = (
        count * each for each in (type_.minimum_operating_v, type_.nominal_v, type_.healthy_v)
    )
    lines = []
    for reading in readings:
        at = state(reading, minimum_v, PLAUSIBLE_SHARE * nominal_v)
        text = {
            State.LOW: "below the minimum operating voltage",
            State.ON: "exactly the minimum operating voltage, which is not high enough",
            State.IMPOSSIBLE: "cannot be right: check the measuring points",
            State.UNKNOWN: "not settled: measure the exact value",
            State.FINE: "above the minimum operating voltage",
        }[at]
        if at is State.FINE and reading.value_v < healthy_v:
            text += f", but less than {volts(type_.healthy_v)} a module on average: it still needs charging"
        lines.append(f"**{shown(reading)}:** {text}.")
    head = (
        f"**{'A' if is_one else 'Each'} tower of {count} {type_.name} modules: nominal {volts(nominal_v)}** "
        f"({product(count, type_.nominal_v)}), minimum operating {product(count, type_.minimum_operating_v)}."
    )
    blocks = [paragraph(head), bullets(*lines)]
    blocks += [paragraph(text) for text in (count_remark(count, type_), model_remark(system)) if text]
    blocks.append(
        paragraph(
            "If one deviates clearly from the nominal voltage (the guideline gives no number), measure its modules "
            "one by one."
        )
    )
    return Draft(Route.VOLTAGE, tuple(blocks), refs=("2.10", "2.1/9"), suggestions=("2.1/8",), context=context)


def tower_of_unknown(
    reading: Reading, system: System, question: str, views: Lookups, context: ChatContext | None
) -> Draft:
    """Return the limits for what is missing, and the question for it."""
    types = [views.types[system.type]] if system.type is not None else list(views.types.values())
    if system.modules is not None:
        count = system.modules
        rows = [("Type", "Minimum operating", "Nominal")]
        rows += [(t.name, product(count, t.minimum_operating_v), product(count, t.nominal_v)) for t in types]
        head = f"**{shown(reading)} with {count} modules: which module type is it?**"
        choices = tuple(Choice(t.name, f"{t.name}: {question}") for t in types)
    elif len(types) == 1:
        only = types[0]
        counts = range(only.minimum_modules, only.maximum_modules + 1)
        rows = [("Modules", "Minimum operating", "Nominal")]
        rows += [(str(n), volts(n * only.minimum_operating_v), volts(n * only.nominal_v)) for n in counts]
        head = f"**{shown(reading)} on {article(only.name)} tower: how many modules has it?**"
        choices = tuple(Choice(f"{n} modules", f"{n} modules: {question}") for n in counts)
    else:
        rows = [("Type", "Minimum operating", "Nominal")]
        rows += [
            (t.name, f"modules × {volts(t.minimum_operating_v)}", f"modules × {volts(t.nominal_v)}") for t in types
        ]
        head = f"**{shown(reading)} on the tower: which module type, and how many modules?**"
        choices = tuple(Choice(t.name, f"{t.name}: {question}") for t in types)
    note = paragraph("The tower must be higher than the minimum operating voltage.")
    context = asking(context, Want.TYPE if len(types) > 1 else Want.COUNT, f"tower {shown(reading)}")
    return Draft(
        Route.CLARIFY, (paragraph(head), table(*rows), note), refs=("2.1/9", "2.10"), choices=choices, context=context
    )


def what_was_measured(reading: Reading, question: str, context: ChatContext | None) -> Draft:
    """Return the question whether a value is a tower's, a module's or a cell's."""
    return Draft(
        route=Route.CLARIFY,
        blocks=(
            paragraph(f"**{shown(reading)}: measured on the tower, one module or one cell?**"),
            bullets(
                "**Tower:** higher than modules × 40 V (HVB, HVM+) or × 80 V (HVS+).",
                "**Module:** should be fine above 45 V (HVB, HVM+) or 90 V (HVS+).",
                "**Cell:** below 1.5 V the module is in undervoltage.",
            ),
        ),
        refs=("2.10", "2.1/9"),
        choices=tuple(
            Choice(scope.value.capitalize(), f"{question}, measured on one {scope.value}") for scope in Scope
        ),
        context=asking(context, Want.SCOPE, shown(reading)),
    )
