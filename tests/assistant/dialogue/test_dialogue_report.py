"""The dialogue ``/report``: every point of 2.10, any order, offers from the chat, drafts over days, files, deletion."""

import json

import pytest

from assistant import dialogue as d
from assistant.dialogue.report_check import day_of, serials_of
from assistant.dialogue.report_fields import FIELDS, OPTIONAL
from assistant.types import ChatContext

FACTS = d.Facts(
    codes=("EC108", "EC311"),
    steps=("What do the LEDs show? Constant blue, no white", "Measure shown: 2.2/14 Constant blue"),
    tower="205 V",
    modules=("module 1: 51.2 V", "module 2: 44.1 V"),
    cells="lowest cell 1.2 V (cell 7 of module 2)",
)


def photo(id_="p1", name="label.jpg", mime="image/jpeg", size=2_000_000):
    return d.Attachment(id_, name, mime, size)


@pytest.fixture
def begun(talk):
    return talk("report", context=ChatContext("HVM+", 4), facts=FACTS)


def test_the_points_are_what_the_guideline_asks_for(corpus):
    """Each line of the guideline's list is covered by a point."""
    asked = {
        "Serial numbers of the BCU and of all affected modules": {"bcu_serial", "module_serials"},
        "Tower voltage, and the individual voltages of all modules": {"tower_voltage", "module_voltages"},
        "Status of the system switch on the BCU": {"switch"},
        "battery logs": {"logs"},
        "app screenshots that show the cell voltages": {"screenshots"},
        "Initial firmware version of the battery (BMS)": {"firmware"},
        "Could the BCU be shut down normally with the LED button?": {"shutdown"},
        "how and why did the system reach undervoltage": {"how"},
        "When was the system installed and commissioned?": {"installed", "commissioned"},
        "When and in which circumstance did the undervoltage happen?": {"happened"},
        "If the battery never ran before": {"never_ran"},
        "Inverter model, serial number and inverter logs": {"inverter", "inverter_serial", "inverter_logs"},
        "Access to the inverter's portal": {"portal"},
    }
    blocks = corpus.by_ref["2.10"].blocks
    source = " ".join(" ".join((block.text, *block.items)) for block in blocks)
    for line, keys in asked.items():
        assert line in source
        assert keys <= {field.key for field in FIELDS}
    assert {field.key for field in FIELDS} - set().union(*asked.values()) == {"system", "done", "photos"}


def test_the_first_screen_lists_all_points_with_numbers_to_tap(begun):
    assert (
        begun.text.startswith("**Service checklist k3f9**: 0 of 19 points filled")
        or "0 of 19 points filled" in begun.text
    )
    assert "20. Screenshots of the cell voltages" in begun.text
    assert [label for label in begun.options if label.isdigit()] == [str(n) for n in range(1, 22)]
    assert begun.refs == ["2.10"]


def test_what_the_chat_knows_is_taken_over_with_one_tap(begun):
    begun.tap("Take over what this chat knows")
    state = begun.state.state
    assert state.value("system") == "HVM+, 4 modules"
    assert state.value("tower_voltage") == "205 V"
    assert state.value("module_voltages").splitlines() == [*FACTS.modules, FACTS.cells]
    assert state.value("done").startswith(
        "EC108 Precharging failure\nEC311 Cell undervoltage alarm\nWhat do the LEDs show?"
    )
    assert "✓ **System:** HVM+, 4 modules" in begun.text
    assert "Take over what this chat knows" not in begun.options


def test_single_values_are_offered_at_their_points_only(begun):
    begun.tap("4")
    assert "This chat knows: 205 V" in begun.text
    begun.tap("Use: 205 V")
    assert begun.state.state.values == (("tower_voltage", "205 V"),)
    assert "Use:" not in " ".join(begun.tap("All points").tap("2").options)


def test_nothing_is_offered_where_nothing_is_known(talk):
    assert "Take over what this chat knows" not in talk("report").options


def test_points_are_filled_in_any_order_and_the_next_open_one_follows(begun):
    begun.tap("15").say("Fronius GEN24 10.0")
    assert begun.text.startswith("**Inverter model:** Fronius GEN24 10.0")
    assert "What is the inverter's serial number?" in begun.text
    begun.tap("All points").say("2")
    begun.say("P020T020Z2301150123")
    assert "What are the serial numbers of all affected modules?" in begun.text
    assert [key for key, _ in begun.state.state.values] == ["bcu_serial", "inverter"]


def test_skipping_is_allowed_and_a_skipped_point_can_be_filled_later(begun):
    begun.tap("First point").tap("Skip").say("skip")
    assert begun.state.state.skipped == ("system", "bcu_serial")
    begun.tap("All points")
    assert "1. System (skipped)" in begun.text
    begun.tap("1").say("HVB, 3 modules")
    assert begun.state.state.skipped == ("bcu_serial",)


def test_choices_by_tap_and_by_word(begun):
    begun.tap("6").tap("Tripped")
    assert begun.state.state.value("switch") == "Tripped"
    begun.tap("All points").tap("8").say("no")
    assert begun.state.state.value("shutdown") == "No"
    begun.tap("All points").tap("8").say("no, it stayed blue, then we updated")
    assert begun.state.state.value("shutdown") == "no, it stayed blue, then we updated"
    begun.tap("All points").tap("6").say("I don't know")
    assert begun.state.state.value("switch") == "Not known"


def test_a_battery_that_never_ran_is_asked_why(begun):
    begun.tap("13").tap("No, never")
    assert "Please add why it never worked, and in what status it was left" in begun.text
    begun.tap("Add to: Running before?").say("No, never: no inverter until March; LED off, Main Switch on")
    assert begun.state.state.value("never_ran").endswith("Main Switch on")


def test_a_question_is_answered_and_not_stored(begun):
    begun.tap("4").say("what is the minimum operating voltage of HVM+ with 4 modules?")
    assert "4 × 40 V = 160 V" in begun.text
    assert "What is the tower voltage?" in begun.text
    assert begun.state.state.values == ()


@pytest.mark.parametrize(
    ("number", "text", "remark"),
    [
        ("2", "ABC12", "“ABC12” looks too short for a serial number."),
        ("2", "X" * 20 + "1234567890123", "looks too long for a serial number."),
        ("2", "111111111", "“111111111” looks like a placeholder."),
        ("2", "P020T020§Z2301", "has characters that no serial number has."),
        ("2", "on the sticker", "No serial number that I can read"),
        ("3", "P030T020Z2012345\nP030T020Z2012345", "P030T020Z2012345 stands there twice."),
        ("10", "2027-03-01", "2027-03-01 is in the future."),
        ("10", "3/4/2025", "Day and month may be the other way round"),
        ("10", "when the house was built", "No date that I can read in it"),
        ("10", "1999", "1999 is before such batteries were sold."),
        ("10", "31.02.2025", "No date that I can read in it"),
        ("7", "the old one", "A firmware version has digits."),
        ("4", "quite low", "No voltage that I can read in it."),
        ("4", "HVM+ 4 modules, 2050 V", "2050 V is more than such a tower can have"),
        ("5", "module 1: 51.2 V, module 2: -44 V", "were the probes the wrong way round?"),
    ],
)
def test_what_is_not_plausible_is_remarked_and_kept(talk, number, text, remark):
    talked = talk("report").tap(number).say(text)
    assert remark in talked.text.replace("\\", "")
    assert talked.state.state.values[0][1] == text
    assert talked.options[0].startswith("Change: ")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2", "P020T020Z2301150123"), ("3", "module 1: P030T020Z2012345\nModule 2: P030T020Z2012346"),
        ("10", "2025-03-31"), ("10", "31.3.2025"), ("10", "end of March 2025"), ("10", "2024"), ("10", "03/2025"),
        ("7", "BMS 3.24"), ("4", "205 V"), ("5", "P030T020Z2012345: 51.2 V\nP030T020Z2012346: 50.9 V"),
        ("12", "on 2 February 2026 after two weeks without sun"),
    ],
)  # fmt: skip
def test_plausible_answers_get_no_remark(talk, number, text):
    assert "Please look again" not in talk("report").tap(number).say(text).text


def test_dates_in_the_wrong_order_and_serials_in_two_places_are_remarked(talk):
    talked = talk("report").tap("10").say("2025-05-01").tap("All points").tap("11").say("2024-05-01")
    assert "“Commissioned” lies before “Installed”." in talked.text
    talked.tap("All points").tap("2").say("P020T020Z2301150123")
    talked.tap("All points").tap("3").say("p020t020z2301150123")
    assert "P020T020Z2301150123 is also under “Serial number of the BCU”." in talked.text


def test_photos_go_to_the_present_point_with_their_caption(begun):
    begun.tap("2").say("label of the BCU", photo())
    assert begun.text.startswith("Kept label.jpg under “Serial number of the BCU”.")
    assert d.attachments(begun.state) == (d.Attachment("p1", "label.jpg", "image/jpeg", 2_000_000, "label of the BCU"),)
    assert begun.screen.asks_files
    begun.tap("All points").say("", photo("p2", "tower.jpg"))
    assert begun.state.state.files_of("photos")[0].name == "tower.jpg"
    begun.say("", photo("p2", "tower.jpg"))
    assert len(d.attachments(begun.state)) == 2
    begun.tap("2").tap("Clear this point")
    assert [file.id for file in d.attachments(begun.state)] == ["p2"]


def test_closing_keeps_the_draft_and_deleting_asks_first(begun):
    begun.tap("1").say("HVM+, 4 modules").tap("Close")
    assert begun.screen.closes
    assert "Report k3f9 is kept as a draft: 1 of 19 points filled." in begun.text
    assert d.screen(begun.state, begun.desk).blocks[0].text.startswith("**What is the serial number of the BCU?**")
    begun.tap("All points") if "All points" in begun.labels else begun.step(d.Input(tap="menu"))
    begun.tap("Delete this draft")
    assert "with 1 answers and 0 files?" in begun.text
    begun.tap("Keep it").tap("Delete this draft").tap("Yes, delete it")
    assert begun.state is None
    assert begun.screen.deleted


def test_delete_needs_its_question_first(begun):
    assert begun.step(d.Input(tap="delete:yes")).state is not None


def test_days_later_the_draft_goes_on_with_what_the_chat_knows_by_then(talk, desk):
    talked = talk("report").tap("1").say("HVB, 3 modules").tap("Close")
    stored = d.parse(d.dump(talked.state))
    reopened = d.refresh(stored, d.Given(context=ChatContext("HVB", 3), facts=d.Facts(tower="150 V")))
    state, screen = d.advance(reopened, d.Input(tap="f:tower_voltage"), desk)
    assert "Use: 150 V" in [tap.label for tap in screen.choices]
    assert state.state.value("system") == "HVB, 3 modules"


def test_drafts_are_listed_the_latest_first(talk, desk):
    older, _ = d.start(d.Kind.REPORT, d.Desk(desk.corpus, desk.ask, today="2026-11-01"), id="aaaa")
    newer = talk("report").tap("1").say("HVB, 3 modules").state
    shown = d.drafts([older, newer])
    assert [tap.action for tap in shown.choices] == ["draft:k3f9", "draft:aaaa", "draft:new"]
    assert "HVB, 3 modules; 1 of 19 points filled." in shown.blocks[1].items[0]


def test_the_preview_lists_what_is_missing(begun):
    begun.tap("Take over what this chat knows").tap("Preview and export")
    assert "**Missing:** Serial number of the BCU, Serial numbers of affected modules," in begun.text
    assert "Codes and checks so far" not in begun.text.split("**Missing:**")[1]
    assert begun.tap("Fill what is missing").text.startswith("**What is the serial number of the BCU?**")


def test_a_full_report_says_so(talk):
    talked = talk("report").tap("First point")
    while "Preview" not in talked.text and talked.state.state.at != "preview":
        field = next(field for field in FIELDS if field.key == talked.state.state.at)
        if field.kind == "files":
            talked.say("", photo(f"id-{field.key}")).tap("Go on")
        else:
            talked.say(
                {"serials": f"AB{abs(hash(field.key)) % 10**9:09d}", "date": "2025-01-01", "volts": "205 V"}.get(
                    field.kind, "text 1"
                )
            )
    assert "all 19 points filled." in talked.text
    assert "**Missing:**" not in talked.text
    assert {"photos", "done"} == OPTIONAL


def test_typed_markdown_and_html_stay_text(begun):
    begun.tap("9").say("*boom* [x](http://evil) <b>fat</b> `rm` | # 1")
    assert r"\*boom\* \[x\](http://evil) \<b\>fat\</b\>" in begun.text


def test_a_long_answer_is_cut_and_said_so(begun):
    begun.tap("9").say("long " * 1_000)
    assert "Cut after 3000 characters" in begun.text
    assert len(begun.state.state.value("how")) == 3_000


@pytest.mark.parametrize(
    "action",
    ["x", "f:nothing", "use:system:9", "set:switch:9", "set:nothing:1", "skip:", "export:exe", "draft:new", "\x00"],
)
def test_foreign_taps_show_the_present_screen(begun, action):
    before = begun.text
    assert begun.step(d.Input(tap=action)).text == before


@pytest.mark.parametrize("text", ["\x00", "💥" * 500, "\u202eabc", "a" * 100_000, "'; DROP TABLE reports; --"])
def test_any_text_is_an_answer(begun, text):
    begun.tap("9").say(text)
    assert d.parse(d.dump(begun.state)) == begun.state


def test_a_report_stays_below_its_limit(begun):
    for number in range(1, 22):
        begun.step(d.Input(tap=f"f:{FIELDS[number - 1].key}")).say("x1 " * 2_000)
    assert len(d.dump(begun.state)) < 64_000 + 2_000


# --- facts ------------------------------------------------------------------------------------------------------------
def test_facts_are_gathered_from_answers_and_dialogues(talk, desk, rules_only):
    facts = d.after_answer(d.Facts(), rules_only("EC108", ChatContext()))
    facts = d.after_answer(facts, rules_only("EC117", ChatContext()))
    facts = d.after_answer(facts, rules_only("HVM+ 4 modules nominal voltage", ChatContext()))
    measured = talk("measure", "HVM+ 51.2 50.9 44.1, tower 146.2 V, lowest cell 1.2 V").state
    facts = d.after_dialogue(facts, measured, desk)
    diagnosed = talk("diagnose").tap("An event code (EC…)").say("EC311").state
    facts = d.after_dialogue(d.after_dialogue(facts, diagnosed, desk), None, desk)
    assert facts == d.Facts(
        codes=("EC108", "EC311"),
        steps=("What is the trouble? An event code (EC…)", "Measure shown: 2.9/EC311 EC311 Cell undervoltage alarm"),
        tower="146.2 V",
        modules=("module 1: 51.2 V", "module 2: 50.9 V", "module 3: 44.1 V"),
        cells="lowest cell 1.2 V (a cell)",
    )
    assert d.Facts.parse(facts.dump()) == facts


@pytest.mark.parametrize("text", ["", "[]", "3", '{"codes": 3, "steps": [1], "tower": []}', "[" * 99_999])
def test_damaged_facts_are_no_facts(text):
    assert d.Facts.parse(text) == d.Facts()


# --- reading dates and serials ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-31", (2025, 3, 31)), ("31.03.2025", (2025, 3, 31)), ("31. März 2025", (2025, 3, 31)),
        ("March 31st, 2025", (2025, 3, 31)), ("12/31/2025", (2025, 12, 31)), ("3/2025", (2025, 3, None)),
        ("since 2024", (2024, None, None)), ("5 mai 2025", (2025, 5, 5)), ("1.2.25", (2025, 2, 1)),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text, day):
    found = day_of(text)
    assert (found.year, found.month, found.day) == day


@pytest.mark.parametrize("text", ["", "soon", "32.13.2025", "205 V", "0000-00-00"])
def test_no_date_is_none(text):
    assert day_of(text) is None


def test_serials_are_told_from_labels():
    assert serials_of("BCU: P020T020Z2301, Module 2 = P030T020Z2012345; no sticker") == (
        "P020T020Z2301",
        "P030T020Z2012345",
    )


# --- files ------------------------------------------------------------------------------------------------------------
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 100


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (JPEG, "image/jpeg"), (b"\x89PNG\r\n\x1a\n00", "image/png"), (b"RIFF0000WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"), (b"PK\x03\x04..", "application/zip"),
        (b"time;voltage\n1;3.2\n", "text/plain"), ("time;voltage;Störung\n".encode("latin-1") * 20, "text/plain"),
        (b"MZ\x90\x00\x03", ""), (b"\x7fELF\x02", ""), (b"GIF89a\x01\x00", ""),
        (bytes(range(128, 256)) * 9, ""),
    ],
)  # fmt: skip
def test_a_file_is_what_its_first_bytes_say(data, kind):
    assert d.kind_of(data) == kind


@pytest.mark.parametrize(
    ("name", "data", "held", "told"),
    [
        ("a.jpg", JPEG, (), ""),
        ("a.jpg", b"", (), "a.jpg is empty."),
        ("a.exe", b"MZ\x90\x00", (), "only photos (JPEG, PNG, WebP), PDF, ZIP and text files are taken."),
        ("a.jpg", JPEG + b"0" * 10 * 1024 * 1024, (), "a.jpg has 10.0 MB: at most 10 MB a file."),
        ("a.jpg", JPEG, tuple(photo(str(n), size=1) for n in range(20)), "20 files: a.jpg is one too many."),
        ("a.jpg", JPEG, tuple(photo(str(n), size=10 * 1024 * 1024) for n in range(4)), "more than 40 MB"),
    ],
)  # fmt: skip
def test_files_have_limits(name, data, held, told):
    found = d.check_file(name, data, held)
    assert told in found
    assert bool(found) == bool(told)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\x\\log.txt", "log.txt"), ("", "file"), ("a\x00b<c>.jpg", "a_b_c_.jpg"),
        ("x" * 99 + ".pdf", "x" * 56 + ".pdf"),
    ],
)  # fmt: skip
def test_names_are_made_safe(name, safe):
    assert d.safe_name(name) == safe


def test_a_draft_with_points_of_an_older_version_is_read(talk):
    text = d.dump(talk("report").tap("1").say("HVB").state)
    content = json.loads(text)
    content["state"]["values"]["gone"] = "x"
    content["state"]["at"] = "gone"
    content["state"]["files"] = [["gone", "i", "n", "m", 1, ""]]
    read = d.parse(json.dumps(content))
    assert read.state.values == (("system", "HVB"),)
    assert (read.state.at, read.state.files) == ("menu", ())
