"""Exact volts as text, and sentences about module counts that several voltage answers share.

Not here: which answer is given.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from assistant.route.lookups import Lookups
from assistant.route.rule import bullets, listing
from assistant.route.system import System
from corpus.types import Block, ModuleType


def volts(value_v: Fraction) -> str:
    """Return an exact decimal with its unit: ``44.5 V``."""
    number = Decimal(value_v.numerator) / Decimal(value_v.denominator)
    text = f"{number:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} V"


def product(modules: int, each_v: Fraction) -> str:
    """Return the working of a tower's voltage: ``4 × 50 V = 200 V``."""
    return f"{modules} × {volts(each_v)} = {volts(modules * each_v)}"


def article(name: str) -> str:
    """Return the name with its article: the letters are read one by one, "an HVB"."""
    return f"an {name}"


def count_remark(modules: int, type_: ModuleType) -> str:
    """Return what is wrong with the number of modules, "" where such a tower is listed."""
    if modules < type_.minimum_modules:
        return (
            f"**{modules} module{'' if modules == 1 else 's'} are too few:** {article(type_.name)} tower needs at "
            f"least "
            f"{type_.minimum_modules} modules, so the value is only the formula's."
        ).replace("1 module are too few", "1 module is too little")
    if modules > type_.maximum_modules:
        return (
            f"**{modules} modules are more than any listed {type_.name} tower has:** the largest one has "
            f"{type_.maximum_modules} (inferred from the list of models), so the value is only the formula's. "
            "Check module type and quantity."
        )
    return ""


def model_remark(system: System) -> str:
    """Return how many modules the named model has, as an inference; "" where no model is named."""
    model = system.model
    if model is None:
        return ""
    return (
        f"{model.name} has {model.modules} modules (inferred from the minimum and the equal steps of the model list)."
    )


def tower_remark(system: System) -> str:
    """Return that towers do not add up, "" where one tower is meant."""
    if system.towers is None or system.towers < 2:
        return ""
    return "The value is for **one tower**: parallel towers do not add up."


def minimum_by_type(views: Lookups) -> str:
    """Return the fewest modules of a tower for each type: ``HVB 2, HVM+ 3 and HVS+ 2``."""
    return listing([f"{type_.name} {type_.minimum_modules}" for type_ in views.types.values()])


def is_below(named: str, limit: str) -> str:
    """Return "1.4 V is below 1.5 V", without saying twice that "below 1.5 V" is below 1.5 V."""
    bound = f"below {limit}"
    return f"a cell {bound}" if named.endswith(bound) else f"{named} is {bound}"


def remaining(type_: ModuleType, modules: int, out: int) -> tuple[str, bool]:
    """Return the working of what remains without ``out`` modules, and whether it meets the minimum (2.1/8)."""
    left, needed = modules - out, type_.minimum_modules
    name = f"{modules} − {out} = {left} {type_.name} module{'' if left == 1 else 's'}"
    if left >= needed:
        return f"{name}, and the minimum is {needed}.", True
    return f"{name}, fewer than the minimum of {needed}.", False


def undervoltage_steps(system: System, views: Lookups) -> Block:
    """Return what to do for one module in undervoltage and for more (2.10)."""
    minimum = f"at least: {minimum_by_type(views)}"
    if system.type is not None:
        needed = views.types[system.type].minimum_modules
        minimum = f"{system.type}: at least {needed}"
        if system.modules is not None:
            left = system.modules - 1
            enough = "enough" if left >= needed else "too few, so do not"
            minimum += f"; here {system.modules} − 1 = {left}, {enough}"
    return bullets(
        "**One module only:** remove it and try to start the system without it, if the remaining modules still meet "
        "the "
        f"minimum quantity ({minimum}). Otherwise avoid further discharge, for example by removing the BCU.",
        "**More than one module:** contact the service team and avoid any further discharge, for example by removing "
        "the BCU.",
    )
