"""Several event codes in one message: ranges, codes written together, and codes that are gone."""

from __future__ import annotations

import pytest

from assistant.types import Route


def codes(draft):
    """Return the codes cited, in order."""
    return [ref.removeprefix("2.9/") for ref in draft.refs if "/" in ref]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("EC114-116", ["EC114", "EC115", "EC116"]),
        ("EC114–EC116", ["EC114", "EC115", "EC116"]),
        ("EC 108 to 112", ["EC108", "EC109", "EC112"]),
        ("what are codes 120 to 122 and what do i do", ["EC120", "EC121", "EC122"]),
        ("error codes 114 till 116", ["EC114", "EC115", "EC116"]),
        ("EC120..EC122", ["EC120", "EC121", "EC122"]),
        ("between EC120 and EC122", ["EC120", "EC121", "EC122"]),
        ("fault codes 103-105", ["EC103", "EC104", "EC105"]),
        ("error 324-325", ["EC324", "EC325"]),
        ("108-109", ["EC108", "EC109"]),
        ("from 108 to 112", ["EC108", "EC109", "EC112"]),
        ("ec100 - ec303", ["EC100", "EC203", "EC303"]),
        ("EC105 and EC120 to EC122", ["EC105", "EC120", "EC121", "EC122"]),
    ],
)
def test_a_short_range_is_answered_code_by_code(ask, told, text, listed):
    draft = ask(text)
    assert (draft.route, codes(draft)) == (Route.EVENT_CODE, listed)
    assert all(f"**{code} " in told(draft) for code in listed)


def test_gaps_of_a_range_are_said(ask, told):
    assert "EC118 is not listed in this guideline." in told(ask("codes 116 thru 118"))
    assert "The guideline lists no other code in this range." in told(ask("EC108 to EC112"))
    assert "no other code" not in told(ask("EC114-116"))
    draft = ask("EC117-119")
    assert draft.abstained
    assert draft.blocks[0].text.startswith("**EC117, EC118 and EC119 are not listed in this guideline.**")


@pytest.mark.parametrize(
    ("text", "number", "ends"),
    [
        ("what are codes EC310 through EC319", 7, ("EC310", "EC319")),
        ("codes from EC124 to EC128", 5, ("EC124", "EC128")),
        ("everything from 310 to 319", 7, ("EC310", "EC319")),
        ("EC 124 - EC 128", 5, ("EC124", "EC128")),
    ],
)
def test_a_long_range_is_a_list_of_names(ask, told, text, number, ends):
    draft = ask(text)
    assert draft.blocks[0].text == f"**{ends[0]} to {ends[1]}: {number} event codes in the guideline.**"
    assert draft.refs[0] == "2.9"
    assert (codes(draft)[0], codes(draft)[-1]) == ends
    assert [choice.question for choice in draft.choices] == codes(draft)
    assert "to see its measure" in told(draft)


def test_module_loss_to_module_loss_means_module_loss_only(ask, told):
    draft = ask("EC100-EC1003")
    assert codes(draft) == [
        "EC100", "EC203", "EC303", "EC403", "EC503", "EC603", "EC703", "EC803", "EC903", "EC1003",
    ]  # fmt: skip
    assert "module 1, 2, 3, 4, 5, 6, 7, 8, 9 and 10 from the top" in told(draft)
    assert codes(ask("EC203 to EC503")) == ["EC203", "EC303", "EC403", "EC503"]


@pytest.mark.parametrize(
    "text",
    [
        "call 108-112", "SOC 100 to 103", "we have 100 to 103 customers", "tower 310 to 319 here", "20-30 percent",
        "voltage from 311 to 319", "measured between 310 and 319 V", "it was 108 to 112 degrees", "100-200 metres",
    ],
)  # fmt: skip
def test_other_ranges_are_no_codes(rules_that_fire, text):
    assert "event_code" not in rules_that_fire(text)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("EC108EC109", ["EC108", "EC109"]),
        ("ec114ec115ec116", ["EC114", "EC115", "EC116"]),
        ("108/109/112", ["EC108", "EC109", "EC112"]),
        ("EC114/115/116", ["EC114", "EC115", "EC116"]),
        ("EC108+113", ["EC108", "EC113"]),
        ("EC108;EC109", ["EC108", "EC109"]),
        ("EC108 - EC113 - EC124", ["EC108", "EC113", "EC124"]),
        ("EC128-EC124", ["EC128", "EC124"]),
    ],
)
def test_codes_written_together_are_all_answered(ask, text, listed):
    assert codes(ask(text)) == listed


def test_an_unlisted_code_beside_listed_ones_is_said(ask, told):
    assert "EC110 is not listed in this guideline." in told(ask("108/109/110"))
    assert "EC999 is not listed in this guideline." in told(ask("EC108EC999"))


@pytest.mark.parametrize(
    "text",
    [
        "not EC108 but EC113", "EC108 is gone, now EC113", "it's no longer 108, it shows 113", "108 gone, now 113",
        "before it was EC108, now it says EC113", "had EC108 last week, today EC113", "EC113 instead of EC108",
        "I cleared EC108 but now EC113 appears", "EC108 disappeared, EC113 came", "EC108 yesterday, EC113 today",
        "EC108 went away after restart but now EC113", "EC108 cleared. EC113 remains.", "after EC108 came EC113",
        "EC108 no longer shown, EC113 instead", "EC113 is new, EC108 is gone", "I expected EC108 but got EC113",
        "we solved EC108 already, what about EC113", "it changed from EC108 to EC113", "not 108 but 113",
        "error 108 is gone, now error 113", "used to be EC108, today it is EC113", "the code went from 108 to 113",
        "kein EC108 mehr, jetzt EC113", "the old code was EC108, the new one is EC113", "EC113, not EC108",
        "EC108 last night and this morning EC113", "EC108 is over and EC113 came", "EC108 is fixed, EC113 stays",
        "EC108 became EC113", "yesterday the app showed EC108, today there is EC113", "EC108 went but now I have EC113",
    ],
)  # fmt: skip
def test_the_present_code_is_answered_and_the_past_one_only_named(ask, told, text):
    draft = ask(text)
    assert codes(draft) == ["EC113", "EC108"]
    assert draft.blocks[0].text.startswith("**EC113 ")
    assert "**EC108 Precharging failure** (BCU). By your message it is not there now" in told(draft)
    assert "Check the DC cables" not in told(draft)
    assert [choice.question for choice in draft.choices] == ["EC108"]


def test_what_is_joined_to_a_past_code_is_past(ask):
    draft = ask("no longer EC108, EC109 or EC112, now EC113")
    assert codes(draft) == ["EC113", "EC108", "EC109", "EC112"]
    assert codes(ask("it was EC107 and EC108 yesterday, today EC113"))[0] == "EC113"


@pytest.mark.parametrize(
    "text",
    [
        "EC108 and EC113", "not only EC108 but also EC113", "first EC108, then EC113", "EC108 and EC113, both gone now",
        "is it EC108 or EC113", "why EC108 and EC113 at the same time", "EC108 was there before EC113",
    ],
)  # fmt: skip
def test_codes_that_stand_together_are_answered_in_order(ask, told, text):
    draft = ask(text)
    assert codes(draft) == ["EC108", "EC113"]
    assert "not there now" not in told(draft)
    assert "Check the DC cables" in told(draft)


def test_a_single_past_code_is_still_answered(ask, told):
    assert "Check the DC cables" in told(ask("EC108 is gone, can I charge again?"))
    assert codes(ask("no EC108 anymore")) == ["EC108"]


def test_a_past_listed_code_does_not_hide_that_the_present_one_is_unlisted(ask):
    draft = ask("EC108 is gone, now EC117")
    assert draft.abstained
    assert draft.blocks[0].text.startswith("**EC117 is not listed in this guideline.**")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("EC108a", "EC108a"), ("ec 108x", "EC108x"), ("EC108abc", "EC108abc"), ("EC-108.5", "EC108.5"),
        ("EC108.0", "EC108.0"), ("EC108-2", "EC108-2"), ("EC-108-5", "EC108-5"), ("EC108-A", "EC108-a"),
        ("what is EC108b", "EC108b"),
        ("E̾C̾1̾0̾8̾", "EC108 with marks on its digits"), ("EC1̶0̶8̶", "EC108 with marks on its digits"),
        ("EC1́08", "EC108 with marks on its digits"),
    ],
)  # fmt: skip
def test_more_than_a_code_asks_back(ask, text, written):
    draft = ask(text)
    assert (draft.route, draft.abstained) == (Route.CLARIFY, False)
    assert draft.blocks[0].text == f"**{written}: do you mean EC108?**"
    assert [choice.question for choice in draft.choices] == ["EC108"]


@pytest.mark.parametrize(
    "text",
    ["EC108.", "EC108!", "EC108's meaning", "EC108, 5 modules", "EC108-HVM+", "EC108now", "EC108 a", "EC1️⃣0️⃣8️⃣", "108ec"],
)
def test_a_code_with_signs_or_a_word_after_it_is_the_code(ask, text):
    assert (ask(text).route, ask(text).refs[0]) == (Route.EVENT_CODE, "2.9/EC108")


@pytest.mark.parametrize(
    "text",
    [
        "fel 124 kr", "fejl 108 kr", "error 124 euros", "code 124 for the door", "the code 108 opens the garage",
        "order no. 108", "room 121", "house number 108", "flat 122", "invoice 311", "door code is 124", "page 121",
        "code 311 for my safe", "part 107", "my order 108 has not arrived", "price 124 pounds",
    ],
)  # fmt: skip
def test_numbers_of_doors_orders_and_prices_are_no_codes(ask, text):
    draft = ask(text)
    assert draft is None or (draft.abstained and draft.route is Route.NONE)


@pytest.mark.parametrize("text", ["room 121", "order no. 108", "code 124 for the door", "flat 122"])
def test_a_number_that_is_owned_is_told_so(ask, text):
    assert ask(text).rule == "other_number"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("error 124 in room 121", "EC124"),
        ("fault 108 at the customer's house", "EC108"),
        ("alarm 108 in the cellar", "EC108"),
        ("battery in room 121 shows EC108", "EC108"),
        ("EC124 in room 121", "EC124"),
    ],
)
def test_a_battery_in_a_room_keeps_its_code(ask, text, code):
    assert codes(ask(text)) == [code]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("ec 108 109 113", ["EC108", "EC109", "EC113"]),
        ("alarms 314 316 in summer", ["EC314", "EC316"]),
        ("105 106 in app", ["EC105", "EC106"]),
        ("difference between EC121 and EC310", ["EC121", "EC310"]),
        ("EC108 112 times", ["EC108"]),
        ("EC108 120 customers", ["EC108"]),
        ("107 in the app, tower 3 HVM+, 145 V", ["EC107"]),
        ("the led is blue and ec is 127", ["EC127"]),
        ("my ec says 113", ["EC113"]),
    ],
)
def test_codes_with_only_a_blank_between_and_codes_beside_other_facts(ask, text, listed):
    draft = ask(text)
    assert (draft.route, codes(draft)) == (Route.EVENT_CODE, listed)
