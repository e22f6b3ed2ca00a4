"""Figures and verdicts agree with exact fractions, whatever the count and the value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from voltage_figures import COUNTS, HEALTHY, MINIMUM, NOMINAL, TYPES


def _decimal(value):
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return format(number.normalize(), "f")


@given(
    name=st.sampled_from(TYPES),
    count=st.integers(min_value=2, max_value=400),
    kind=st.sampled_from(["nominal", "minimum"]),
)
@settings(max_examples=150)
def test_figures_are_exact_for_any_count(ask, name, count, kind):
    each = {"nominal": NOMINAL, "minimum": MINIMUM}[kind][name]
    draft = ask(
        f"{kind} operating voltage of {count} {name} modules"
        if kind == "minimum"
        else f"nominal voltage of {count} {name} modules"
    )
    assert f"({count} × {each} V = {count * each} V)" in draft.blocks[0].text
    text = " ".join(block.text for block in draft.blocks)
    assert ("too few" in text) == (count < COUNTS[name][0])
    assert ("more than any listed" in text) == (count > COUNTS[name][-1])


@given(
    name=st.sampled_from(TYPES),
    hundredths=st.integers(min_value=1, max_value=15_000),
    comma=st.booleans(),
    unit=st.sampled_from([" V", "V", " volts", " Volt"]),
)
@settings(max_examples=300)
def test_module_verdict_agrees_with_fractions(ask, name, hundredths, comma, unit):
    value = Fraction(hundredths, 100)
    written = _decimal(value)
    text = ask(f"{name} module {written.replace('.', ',') if comma else written}{unit}").blocks[0].text
    limit, nominal = HEALTHY[name], NOMINAL[name]
    assert ("cannot be right" in text) == (value > Fraction(6, 5) * nominal)
    assert ("is low for" in text) == (value < limit)
    assert ("exactly on the limit" in text) == (value == limit)
    assert ("should be fine" in text) == (limit < value <= Fraction(6, 5) * nominal)


@given(millivolts=st.integers(min_value=1, max_value=6_000), in_volts=st.booleans())
@settings(max_examples=200)
def test_cell_verdict_agrees_with_fractions(ask, millivolts, in_volts):
    value = Fraction(millivolts, 1000)
    text = ask(f"cell {_decimal(value)} V" if in_volts else f"cell {millivolts} mV").blocks[0].text
    assert ("**Undervoltage" in text) == (value < Fraction(3, 2))
    assert ("exactly on the limit" in text) == (value == Fraction(3, 2))
    assert ("no undervoltage" in text) == (Fraction(3, 2) < value <= 4)
    assert ("cannot be" in text) == (value > 4)


@given(name=st.sampled_from(TYPES), data=st.data())
@settings(max_examples=200)
def test_tower_verdict_agrees_with_fractions(ask, name, data):
    count = data.draw(st.sampled_from(list(COUNTS[name])))
    value = Fraction(data.draw(st.integers(min_value=10, max_value=13 * count * NOMINAL[name])), 10)
    text = ask(f"{name} tower with {count} modules measures {_decimal(value)} V").blocks[0].text
    minimum, most = count * MINIMUM[name], Fraction(6, 5) * count * NOMINAL[name]
    assert ("is below the minimum" in text) == (value < minimum)
    assert ("is exactly the minimum" in text) == (value == minimum)
    assert ("is above the minimum" in text) == (minimum < value <= most)
    assert ("cannot be right" in text) == (value > most)


@given(
    name=st.sampled_from(TYPES),
    count=st.integers(min_value=2, max_value=10),
    tenths=st.integers(min_value=1_250, max_value=6_500),
    type_first=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_a_chat_ends_with_the_verdict_of_the_whole_question(ask, talk, name, count, tenths, type_first):
    """What comes in three messages is judged as if it had come in one."""
    value = f"{tenths / 10:.1f} V"
    replies = (name, str(count)) if type_first else (f"{count} modules", name)
    talked = talk(f"my tower has {value}", *replies)
    asked = ask(f"{name} tower with {count} modules: tower voltage {value}")
    assert talked.blocks[0] == asked.blocks[0]
    assert talked.refs == asked.refs
