"""A module that is not recognised, named by its number, is answered with the code of that number and no other."""

from __future__ import annotations

import pytest

from assistant.types import Route

_OF = {1: 100, 2: 203, 3: 303, 4: 403, 5: 503, 6: 603, 7: 703, 8: 803, 9: 903, 10: 1003}
_ORDINALS = "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th".split()
_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


@pytest.mark.parametrize("number", range(1, 11))
@pytest.mark.parametrize(
    "wording",
    [
        "the {ordinal} module from the top is not recognised", "module {number} is not recognised",
        "module {number} isn't detected", "the app does not see module {number}", "module no. {number} is missing",
        "the {word} module from the top is not found", "{ordinal} module lost", "{word} from the top module loss",
        "module #{number} cannot be detected",
        "the system doesn't recognize the {ordinal} battery module", "module number {number} not visible in the app",
        "module {number} has disappeared", "lost the {word} module", "HVB: module {number} is no longer recognized",
        "no communication with module {number}? it is not recognised",
    ],
)  # fmt: skip
def test_each_number_gets_its_own_code(ask, number, wording):
    text = wording.format(number=number, ordinal=_ORDINALS[number - 1], word=_WORDS[number - 1])
    draft = ask(text)
    assert (draft.route, draft.refs) == (Route.EVENT_CODE, (f"2.9/EC{_OF[number]}",)), text


@pytest.mark.parametrize("wording", ["modules 3 and 4 are not recognised", "module 3 and module 4 are missing"])
def test_two_modules_get_both_codes(ask, wording):
    assert ask(wording).refs == ("2.9/EC303", "2.9/EC403")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("HVM+ 5 modules: the last module is not recognised", "2.9/EC503"),
        ("HVB 4 modules, bottom module not detected", "2.9/EC403"),
        ("HVS+ 5 modules, second module from the bottom is not recognised", "2.9/EC403"),
    ],
)
def test_a_module_told_from_below_is_counted_from_the_top(ask, text, ref):
    assert ask(text).refs == (ref,)


@pytest.mark.parametrize(
    "text",
    [
        "the last module is not recognised", "second module from the bottom not recognised",
        "module 12 is not detected",
    ],
)  # fmt: skip
def test_without_a_number_from_the_top_all_ten_codes_are_listed(ask, told, text):
    draft = ask(text)
    assert draft.refs[:2] == ("2.9", "2.9/EC100")
    assert "EC1003" in told(draft)


@pytest.mark.parametrize(
    "text",
    [
        "3 modules are not recognised", "only 3 of 4 modules are recognised", "module 3 is recognised",
        "the module is not recognised", "the Wi-Fi module is not detected", "module 3 has a voltage of 40 V",
        "module 4 is missing a screw", "new module 4 not recognised after the extension, SOC 30%",
        "smart Wi-Fi module 2 not visible in the network", "inverter does not recognise the battery",
        "module 2 missing in the delivery", "all 5 modules not recognised", "no module 3 in the shop",
        "solar module 4 is not recognised", "is module 3 loss EC303",
    ],
)  # fmt: skip
def test_other_messages_are_not_this_rules(rules_that_fire, text):
    assert "module_loss" not in rules_that_fire(text)
