"""Event codes by number: every spelling, what is never a code, what is not listed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.types import ChatContext, Route

CODES = (
    100, 103, 104, 105, 106, 107, 108, 109, 112, 113, 114, 115, 116, 120, 121, 122, 124, 125, 126, 127, 128, 133, 134,
    203, 303, 310, 311, 314, 315, 316, 317, 319, 324, 325, 403, 503, 603, 703, 803, 903, 1003,
)  # fmt: skip

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

SPELLINGS = {
    "EC{n}": "EC{n}",
    "lower": "ec{n}",
    "blank": "ec {n}",
    "hyphen": "EC-{n}",
    "dash": "EC–{n}",
    "underscore": "EC_{n}",
    "colon": "EC: {n}",
    "E": "E{n}",
    "dots": "e.c. {n}",
    "spaced": "E C {n}",
    "error": "error {n}",
    "fault": "fault {n}",
    "alarm": "alarm {n}",
    "event": "event {n}",
    "code": "code {n}",
    "error code": "error code {n}",
    "error no.": "Error no. {n}",
    "code is": "the code is {n}",
    "Fehlercode": "Fehlercode {n}",
    "Störung": "Störung {n}",
    "code d'erreur": "code d'erreur {n}",
    "foutcode": "foutcode {n}",
    "hash": "#{n}",
    "bare": "{n}",
    "bare?": "{n}?",
    "before the word": "{n} error",
    "asked": "what does {n} mean?",
    "asked in German": "Was bedeutet {n}?",
    "leading zero": "EC0{n}",
    "leading zeros": "error 00{n}",
    "Cyrillic": "ЕС{n}",
    "sentence": "Hello, we have 5 modules and a 3 m cable, the app shows EC{n} since 9:15, SOC 72 %, what now?",
    "sentence blank": "GEN24, status 307, firmware 1021.07: app says ec {n} again",
    "HTML": "<b>EC{n}</b>",
    "SQL": "EC{n}'; DROP TABLE codes; --",
    "Markdown": "**EC{n}**",
    "code marks": "`EC{n}`",
    "escaped": "EC\\_{n}",
    "glued": "errorEC{n}",
    "brackets": "(EC{n})",
    "zero width": "E\u200bC\u200b{n}",
}


def test_the_table_has_these_codes(corpus):
    assert tuple(sorted(event.number for event in corpus.event_codes)) == CODES


@pytest.mark.parametrize("number", CODES)
def test_every_spelling_of_every_code(ask, number):
    for name, spelling in SPELLINGS.items():
        draft = ask(spelling.format(n=number))
        assert draft is not None, name
        assert (draft.rule, draft.route, draft.refs, draft.abstained) == (
            "event_code", Route.EVENT_CODE, (f"2.9/EC{number}",), False,
        ), name  # fmt: skip


@pytest.mark.parametrize("number", CODES)
@pytest.mark.parametrize("digits", [FULL_WIDTH, ARABIC])
def test_digits_of_other_scripts(ask, number, digits):
    for spelling in ("EC{n}", "ec {n}", "error {n}", "{n}"):
        assert ask(spelling.format(n=str(number).translate(digits))).refs == (f"2.9/EC{number}",)
    assert ask(f"ＥＣ{str(number).translate(digits)}").refs == (f"2.9/EC{number}",)


@pytest.mark.parametrize("number", CODES)
def test_an_answer_begins_with_name_and_unit_and_holds_the_measure(ask, corpus, number):
    event = next(event for event in corpus.event_codes if event.number == number)
    draft = ask(f"EC{number}")
    if event.module_number is None:
        assert draft.blocks[0].text == f"**EC{number} {event.name}** ({event.unit.value})."
    else:
        assert draft.blocks[0].text.startswith(f"**EC{number} Module {event.module_number} loss** (module): ")
    position = draft.blocks.index(event.blocks[0])
    assert draft.blocks[position : position + len(event.blocks)] == event.blocks


@pytest.mark.parametrize("number", [code for code in CODES if "0" in str(code)])
def test_letter_o_only_proposes(ask, number):
    for spelling in ("EC{n}", "ec {n}", "EC-{n}", "error {n}", "{n}"):
        draft = ask(spelling.format(n=str(number).replace("0", "O")))
        assert (draft.route, draft.abstained) == (Route.CLARIFY, False)
        assert [choice.question for choice in draft.choices] == [f"EC{number}"]
        assert "Test another BCU" not in draft.blocks[0].text


@pytest.mark.parametrize("text", ["EC1О8", "ЕС1О8", "ECl08", "ECI08", "E1O8"])
def test_look_alike_letters_among_digits_only_propose(ask, text):
    assert ask(text).route is Route.CLARIFY
    assert [choice.question for choice in ask(text).choices] == ["EC108"]


UNLISTED = (0, 1, 99, 101, 102, 110, 111, 117, 118, 119, 123, 129, 130, 131, 132, 135, 200, 300, 312, 313, 318, 320,
            326, 400, 1000, 1100, 1103, 2003, 8883, 443, 99999)  # fmt: skip


@pytest.mark.parametrize("number", UNLISTED)
def test_unlisted_codes_get_no_meaning(ask, number):
    for spelling in ("EC{n}", "ec {n}", "what does EC-{n} mean?", "the app shows EC{n} with 5 HVS+ modules"):
        draft = ask(spelling.format(n=number))
        assert (draft.route, draft.abstained, draft.refs) == (Route.EVENT_CODE, True, ())
        assert draft.blocks[0].text.startswith(f"**EC{number} is not listed in this guideline.**")
        assert all(re.fullmatch(r"EC\d+", choice.question) for choice in draft.choices)


def test_near_codes_are_offered(ask):
    assert [choice.question for choice in ask("EC117").choices] == ["EC113", "EC114", "EC115", "EC116"]
    assert [choice.question for choice in ask("EC1103").choices] == ["EC103", "EC113", "EC1003"]
    assert [choice.question for choice in ask("EC200").choices] == ["EC100", "EC203"]
    assert ask("EC99999").choices == ()


@given(number=st.integers(min_value=0, max_value=10**9))
@settings(max_examples=200)
def test_any_number_is_listed_or_said_not_to_be(ask, number):
    draft = ask(f"EC{number}")
    assert draft.abstained == (number not in CODES)
    assert draft.refs == ((f"2.9/EC{number}",) if number in CODES else ())


@given(
    number=st.sampled_from(CODES),
    prefix=st.sampled_from(["EC", "ec", "Ec", "E.C.", "ЕС", "ＥＣ", "error EC", "Fehlercode EC", "code: EC"]),
    gap=st.sampled_from(["", " ", "-", " - ", ":", "_", "\u00a0", "\u2009", ". "]),
    zeros=st.sampled_from(["", "0", "00"]),
    before=st.sampled_from(["", "SOC 72 %, ", "firmware 1021.07: ", "5 modules, 3 m cable, ", "at 9:15 ", "Fronius "]),
    after=st.sampled_from(["", "?", "!", ", what now", " since 2 days", " (again)", " 12.05.2024"]),
)
@settings(max_examples=200)
def test_generated_spellings(ask, number, prefix, gap, zeros, before, after):
    draft = ask(f"{before}{prefix}{gap}{zeros}{number}{after}")
    assert draft.refs == (f"2.9/EC{number}",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("EC108 and EC124", (108, 124)),
        ("EC124, EC108", (124, 108)),
        ("EC108, 124 and 125", (108, 124, 125)),
        ("EC108/124", (108, 124)),
        ("EC108 & 124", (108, 124)),
        ("fault codes 303, 403", (303, 403)),
        ("108 124", (108, 124)),
        ("108, 124 and 1003", (108, 124, 1003)),
        ("EC108 EC108 EC108", (108,)),
        ("EC 1O8 or EC108?", (108,)),
        ("EC108 and 230 V", (108,)),
        ("EC108 and 100 % SOC", (108,)),
        ("EC108 after 105 hours", (108,)),
        ("EC108, 2024-05-03", (108,)),
        ("EC108 for 125 euro", (108,)),
        ("EC105 and error 107 on the Fronius", (105,)),
    ],
)
def test_several_codes_in_order(ask, text, codes):
    assert ask(text).refs == tuple(f"2.9/EC{code}" for code in codes)


def test_several_codes_each_have_name_and_measure(ask, corpus):
    draft = ask("EC108 and EC107")
    by_number = {event.number: event for event in corpus.event_codes}
    texts = [block.text for block in draft.blocks]
    assert texts.index("**EC108 Precharging failure** (BCU).") < texts.index("**EC107 Cell undervoltage** (module).")
    assert all(block in draft.blocks for number in (108, 107) for block in by_number[number].blocks)


def test_a_listed_code_beside_an_unlisted_one(ask, told):
    draft = ask("EC108 and EC117")
    assert (draft.refs, draft.abstained) == (("2.9/EC108",), False)
    assert "EC117 is not listed in this guideline." in told(draft)


@pytest.mark.parametrize(
    "text",
    [
        "ports 8883 and 443", "8883", "443", "error after 108 hours", "code 108 V", "alarm 108%", "promo code 108",
        "order code 1003", "zip code 1003", "house number 108", "ticket #1003 of 12 May about the router and its wifi",
        "event 2024-05-03", "fault 108.05.2024", "3.108", "12:108", "2024", "I E C 62619", "IEC 62619", "108 euro",
        "5", "42", "29.6", "SOC 105", "107 V", "it costs 108", "103 km away", "paid 1003 for it", "125 A fuse",
        "Fronius state 105", "SMA error 301", "status 307", "error 108 on the Fronius", "the inverter shows error 108",
        "Kostal event 124", "Huawei alarm 103", "the portal says error 403", "wallbox error 105", "dec 108", "sec 108",
    ],
)  # fmt: skip
def test_never_an_event_code(ask, text):
    draft = ask(text)
    assert draft is None or draft.rule != "event_code"


@pytest.mark.parametrize(
    "text",
    [
        "GEN24 installed, the app shows EC105",
        "GEN24 installed, the app shows error 105",
        "Fronius EC105",
        "Inverter: SMA. Battery says fault 105",
        "The Fronius is fine but the battery shows 105 alarm",
    ],
)
def test_a_code_beside_another_makers_inverter_answers(ask, text):
    assert ask(text).refs == ("2.9/EC105",)


def test_asks_whose_number_it_is_where_an_inverter_is_named_apart(ask):
    draft = ask("Fronius here. error 105 on display")
    assert (draft.route, draft.refs) == (Route.CLARIFY, ("2.9/EC105",))
    assert [choice.question for choice in draft.choices] == ["EC105"]


def test_merged_measures_are_marked_as_shared(ask, told):
    text = told(ask("EC128"))
    assert "EC114, EC115, EC116, EC124, EC125, EC126, EC127, EC128 and EC133" in text
    assert "EC324 and EC325" in told(ask("EC324"))
    assert "EC310, EC311, EC314, EC315, EC316, EC317 and EC319" in told(ask("EC311"))
    assert "prints this measure once" not in told(ask("EC108"))


@pytest.mark.parametrize(("code", "twin"), [(107, 311), (121, 310), (122, 319)])
def test_twins_point_to_each_other(ask, code, twin):
    assert f"2.9/EC{twin}" in ask(f"EC{code}").suggestions
    assert f"2.9/EC{code}" in ask(f"EC{twin}").suggestions


@pytest.mark.parametrize(
    ("code", "place"),
    [(100, "first"), (203, "second"), (303, "third"), (403, "fourth"), (503, "fifth"), (603, "sixth"),
     (703, "seventh"), (803, "eighth"), (903, "ninth"), (1003, "tenth")],
)  # fmt: skip
def test_module_loss_says_which_module(ask, code, place):
    assert f"the {place} module from the top" in ask(f"EC{code}").blocks[0].text


@pytest.mark.parametrize(
    ("text", "context", "said"),
    [
        ("EC603 on HVS+", None, "The largest listed HVS+ tower has 5 modules"),
        ("EC503 on HVS+", None, "An HVS+ tower can have a module 5"),
        ("EC903 HVM+", None, "The largest listed HVM+ tower has 8 modules"),
        ("EC1003 HVB", None, "An HVB tower can have a module 10"),
        ("EC603 with 5 HVS+ modules", None, "A tower with 5 modules has no module 6"),
        ("EC503, HVM+ 11.0", None, "A tower with 4 modules has no module 5"),
        ("EC603", ChatContext(module_type="HVS+"), "The largest listed HVS+ tower has 5 modules"),
        ("EC403", ChatContext(module_type="HVS+", modules=3), "A tower with 3 modules has no module 4"),
        ("EC903", None, "HVM+ at most 8 and HVS+ at most 5 modules"),
    ],
)
def test_module_loss_says_whether_the_tower_can_have_it(ask, text, context, said):
    block = ask(text, context).blocks[1].text
    assert block.startswith(said) or said in block
    assert ("module type and quantity" in block) == ("can have" not in block)


def test_ec105_sends_to_the_restart(ask):
    assert {"1/6", "2.4/34"} <= set(ask("EC105").suggestions)


def test_the_chat_remembers_type_and_count(ask):
    assert ask("EC603 with 5 HVS+ modules").context == ChatContext(module_type="HVS+", modules=5)
    assert ask("EC108").context is None


@pytest.mark.parametrize("text", ["HVS 5 modules EC603", "EC108 on my HVM 13.8"])
def test_a_missing_plus_is_flagged(ask, told, text):
    draft = ask(text)
    assert draft.route is Route.EVENT_CODE
    assert "without the plus" in draft.blocks[1].text


def test_another_battery_with_an_ec_code_is_flagged(ask):
    draft = ask("my LG RESU shows EC108")
    assert draft.refs == ("2.9/EC108",)
    assert draft.blocks[1].text.startswith("LG RESU is another product")


@pytest.mark.parametrize(
    "text", ["HVS 7.7, not plus, shows EC105", "Premium HVS 10.2 with EC 113", "BYD LVL shows EC105", "LVS 8.0: EC108"]
)
def test_a_product_said_to_be_another_is_refused(ask, text):
    draft = ask(text)
    assert (draft.rule, draft.abstained) == ("other_product", True)
