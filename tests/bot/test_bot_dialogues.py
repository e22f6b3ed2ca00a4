"""The guided dialogues in Telegram: from the first tap to the end, with restarts in between."""

from __future__ import annotations

import io

import pytest
from bot_harness import labels, wait_until
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import insert, select, update

from assistant import dialogue as d
from assistant.settings import Settings
from bot.place import Place
from bot.report_store import open_store
from bot.store import schema
from bot.store.database import make_engine
from bot.store.dialogues import Dialogues, Stored
from bot.store.migrate import migrate
from bot.store.people import prune

VALUES = "HVM+ 51.2 50.9 44,1 51.0 51.1"
TEXT = b"2026-11-20 08:01 EC108 precharging failure\n"


def photo(colour="red"):
    """A small JPEG, as a phone makes them."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "JPEG")
    return file.getvalue()


class Hand:
    """A person with a telephone: what stands on the screen, and taps on it."""

    def __init__(self, server, user, chat=None):
        self.server, self.user, self.chat = server, user, chat or user

    def shown(self, message):
        return self.server.message(self.chat, message["message_id"])

    def last(self):
        return self.server.messages(self.chat)[-1]

    def tap(self, message, label, expects):
        """Tap a button of a message as it stands now; return the message that shows ``expects`` then."""
        before = self.server.messages(self.chat)
        self.server.wait_answer(self.server.press(self.user, self.shown(message), label))
        return self.server.wait(lambda: self.find(expects, before), what=f"{expects!r} after {label!r}")

    def find(self, expects, before=()):
        """The newest message with a text, sent or changed since ``before``."""
        now = self.server.messages(self.chat)
        found = [one for one in now if expects in one.get("text", one.get("caption", "")) and one not in before]
        return found[-1] if found else None

    def say(self, text, expects):
        before = self.server.messages(self.chat)
        self.server.say(self.user, text)
        return self.server.wait(lambda: self.find(expects, before), what=f"{expects!r} after {text!r}")


@pytest.fixture
def hand(server, anna):
    return Hand(server, anna)


def database(home):
    return make_engine("", home / "var")


def rows(home, table):
    engine = database(home)
    with engine.begin() as connection:
        found = connection.execute(select(table)).all()
    engine.dispose()
    return found


def uploads(server, chat, kind):
    """The files that the bot sent, as (name, bytes)."""
    sent = [message[kind] for message in server.messages(chat) if kind in message]
    ids = [one["file_id"] if kind == "document" else one[-1]["file_id"] for one in sent]
    return [(server.world.files[id_].path.rpartition("/")[2], server.world.files[id_].content) for id_ in ids]


def test_diagnosis_from_the_first_tap_to_the_passage_over_a_kill(server, hand, spawn, undone):
    process = spawn()
    screen = hand.say("/diagnose", "What is the trouble?")
    assert labels(screen)[0] == ["No LED, no reaction"]
    assert labels(screen)[-2:] == [["Back", "I don't know"], ["Start again", "Stop"]]
    # A tap changes its message, it does not fill the chat.
    assert hand.tap(screen, "A LED shows something", "What do the LEDs show?")["message_id"] == screen["message_id"]
    wait_until(lambda: undone() == [])
    process.kill()
    spawn()
    # A text belongs to the dialogue after the restart, too; its answer is a message of its own.
    typed = hand.say("it's blinking white 3 times", "the fault is in module 3 from the top")
    assert typed["message_id"] != screen["message_id"]
    code = hand.tap(typed, "Yes, a code is shown", "code")
    asked = hand.say("EC108", "EC108 Precharging failure")
    assert "2.9/EC108" in asked["text"]
    assert code["message_id"] != asked["message_id"]
    hand.tap(asked, "Stop", "Stopped.")
    assert "2.9/EC108" in hand.shown(asked)["text"]  # what was found stays, without buttons
    assert not labels(hand.shown(asked))
    assert server.wait_reply(server.say(hand.user, "EC105"))["text"].startswith("EC105")


def test_pasted_values_are_judged_with_a_picture_and_lead_to_the_report(server, hand, spawn, undone):
    process = spawn()
    verdict = hand.say(VALUES, "Module 3 (44.1 V): low")
    ((name, png),) = uploads(server, hand.user, "photo")
    assert name == "modules.png"
    assert Image.open(io.BytesIO(png)).size[0] > 300
    assert server.messages(hand.user)[-1]["message_id"] == verdict["message_id"]  # the buttons stand last
    wait_until(lambda: undone() == [])
    assert process.terminate() == 0
    spawn()
    cells = hand.say("module 3 lowest cell 1.2 V", "1.2 V")
    report = hand.tap(cells, "Service checklist", "0 of 19 points filled")
    filled = hand.tap(report, "Take over what this chat knows", "✓ System")
    assert "✓ Voltages of all modules: module 1: 51.2 V" in filled["text"]
    preview = hand.tap(filled, "Preview and export", "Missing:")
    hand.tap(preview, "Export as Markdown", "here it is")
    ((name, markdown),) = uploads(server, hand.user, "document")
    assert name.endswith(".md")
    assert "module 3: 44.1 V" in markdown.decode()


def replies(server, chat, question):
    """The messages that reply to a question."""
    sent = server.messages(chat)
    return [one for one in sent if one.get("reply_to_message", {}).get("message_id") == question["message_id"]]


def test_a_short_verdict_is_the_pictures_caption_and_a_tap_goes_on_below_it(server, hand, bot):
    pasted = server.say(hand.user, "HVM+ 51.2 50.9 51.0")
    verdict = server.wait(lambda: hand.find("All 3 modules should be fine"))
    assert [("photo" in one, one["message_id"]) for one in replies(server, hand.user, pasted)] == [
        (True, verdict["message_id"])
    ]
    assert verdict["caption_entities"][0]["type"] == "bold"
    assert ["Service checklist"] in labels(verdict)
    again = hand.tap(verdict, "Start again", "Send what was measured")
    assert again["message_id"] != verdict["message_id"]  # a picture cannot become a text
    stopped = hand.tap(again, "Stop", "Stopped.")
    assert not labels(hand.shown(again))
    assert stopped["message_id"] != again["message_id"]


def test_buttons_of_a_picture_go_when_its_dialogue_ends(server, hand, bot):
    verdict = hand.say("HVM+ 51.2 50.9 51.0", "All 3 modules should be fine")
    hand.tap(verdict, "Stop", "Stopped.")
    assert not labels(hand.shown(verdict))


def test_a_long_verdict_follows_its_picture_and_only_it_is_a_reply(server, hand, bot):
    pasted = server.say(hand.user, VALUES)
    verdict = server.wait(lambda: hand.find("Module 3 (44.1 V): low"))
    picture = server.messages(hand.user)[-2]
    assert "photo" in picture
    assert picture["caption"] == "HVM+: 5 modules, from the top"
    assert [one["message_id"] for one in replies(server, hand.user, pasted)] == [verdict["message_id"]]


def test_a_question_beside_a_measurement_is_answered_and_the_measurement_kept(server, hand, bot):
    hand.say(VALUES, "Module 3 (44.1 V): low")
    answer = server.wait_reply(server.say(hand.user, "how do I restart it?"))
    assert answer["text"].startswith("Restart the system")
    assert "Module 3" not in answer["text"]
    assert "👍" in str(labels(answer))  # an ordinary answer, which can be voted on
    code = server.wait_reply(server.say(hand.user, "EC108"))
    assert code["text"].startswith("EC108 Precharging failure")
    hand.say("module 3: 51.3", "All 5 modules should be fine")


def test_a_place_asked_from_a_verdict_is_shown_below_it(server, hand, bot):
    verdict = hand.say(VALUES, "Module 3 (44.1 V): low")
    passage = hand.tap(verdict, "→ 2.8 Read battery information", "Read battery information")
    assert passage["message_id"] != verdict["message_id"]
    assert "Module 3 (44.1 V): low" in hand.shown(verdict)["text"]
    hand.say("module 3: 51.3", "All 5 modules should be fine")


def test_report_with_photos_over_a_restart_to_the_pdf(server, hand, spawn, undone, home):
    process = spawn()
    server.wait_reply(server.say(hand.user, "EC108"))
    report = hand.say("/report", "0 of 19 points filled")
    hand.tap(report, "Take over what this chat knows", "✓ Codes and checks so far: EC108")
    hand.tap(report, "2", "What is the serial number of the BCU?")
    hand.say("P03T020Z2101234567", "P03T020Z2101234567")
    # Two pictures of an album: one screen.
    for colour in ("red", "blue"):
        server.photo(hand.user, caption="", content=photo(colour), media_group_id="42")
    log = server.document(hand.user, content=TEXT)
    wait_until(lambda: len(rows(home, schema.files)) == 3)
    server.wait_reply(log)
    closed = hand.tap(hand.last(), "Close", "is kept as a draft")
    assert not labels(closed)
    wait_until(lambda: undone() == [])
    assert process.terminate() == 0
    spawn()
    # Closed: texts go to the assistant again; the draft waits.
    assert server.wait_reply(server.say(hand.user, "EC105"))["text"].startswith("EC105")
    drafts = hand.say("/report", "1 draft of service checklists")
    (row,) = [row for row in rows(home, schema.dialogues) if row.kind == "report"]
    opened = hand.tap(drafts, f"Go on with {row.id}", "(3 of 21)")  # where it was left
    assert opened["message_id"] == drafts["message_id"]
    hand.tap(opened, "All points", f"Service checklist {row.id}")
    hand.tap(opened, "Preview and export", "Missing:")
    hand.tap(opened, "Export as PDF", "here it is")
    ((name, pdf),) = uploads(server, hand.user, "document")
    assert name == f"service-checklist-{row.id}.pdf"
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert "P03T020Z2101234567" in text
    assert "EC108" in text
    assert sum(len(page.images) for page in pages) == 2

    store = open_store(Settings(home=home))
    assert [report.id for report in store.list()] == [row.id]
    assert sorted(store.read(file.id) == TEXT for file in d.attachments(store.get(row.id))) == [False, False, True]
    assert store.get("none") is None

    server.wait_reply(server.say(hand.user, "/forget"))
    assert [rows(home, table) for table in (schema.dialogues, schema.files, schema.facts)] == [[], [], []]


def test_a_deleted_report_goes_with_its_files(server, hand, bot, home):
    report = hand.say("/report", "0 of 19 points filled")
    server.wait_reply(server.photo(hand.user, content=photo()))
    report = hand.last()
    report = hand.tap(report, "All points", "points filled") if "All points" in str(labels(report)) else report
    hand.tap(report, "Delete this draft", "Delete report")
    hand.tap(report, "Yes, delete it", "are deleted")
    assert (rows(home, schema.dialogues), rows(home, schema.files)) == ([], [])


@pytest.mark.parametrize(
    ("content", "size", "says"),
    [
        (b"MZ\x90\x00\x03program", None, "log.pdf: only photos (JPEG, PNG, WebP), PDF, ZIP and text files are taken."),
        (TEXT, 11 * 1024 * 1024, "log.pdf has 11.0 MB: at most 10 MB a file."),
        (b"", None, "log.pdf is empty."),
    ],
)
def test_files_that_a_report_does_not_take_are_refused(server, hand, bot, home, content, size, says):
    hand.say("/report", "0 of 19 points filled")
    assert server.wait_reply(server.document(hand.user, content=content, size=size))["text"] == says
    assert rows(home, schema.files) == []


def test_a_photo_outside_a_report_is_not_kept(server, hand, bot, home):
    assert server.wait_reply(server.photo(hand.user, content=photo()))["text"].startswith("I can read text only")
    hand.say("/diagnose", "What is the trouble?")
    assert server.wait_reply(server.photo(hand.user, content=photo()))["text"].startswith("I can read text only")
    assert rows(home, schema.files) == []


def test_an_unsure_answer_offers_to_find_it_step_by_step(server, hand, bot):
    answer = server.wait_reply(server.say(hand.user, "something is wrong with my battery"))
    first = hand.tap(answer, "Find it step by step", "What is the trouble?")
    assert first["reply_to_message"]["text"] == "something is wrong with my battery"
    assert answer["text"] == hand.shown(answer)["text"]  # the answer stays


def test_a_vague_symptom_begins_at_its_own_question(server, hand, bot):
    answer = server.wait_reply(server.say(hand.user, "battery is dead"))
    hand.tap(answer, "Find it step by step", "Press the LED button for 1 second.")


def test_buttons_are_their_owners_only_and_old_ones_are_told_kindly(server, hand, bot):
    roof = server.group("Roof")
    ben = server.user("Ben")
    asked = server.say(hand.user, "/diagnose", chat=roof)
    screen = server.wait_reply(asked)
    told = server.wait_answer(server.press(ben, screen, "No LED, no reaction"))
    assert told.params["text"].startswith("These buttons belong to the person who asked.")
    newer = server.wait_reply(server.say(hand.user, "/diagnose", chat=roof))
    told = server.wait_answer(server.press(hand.user, screen, "No LED, no reaction"))
    assert told.params["text"].startswith("This is over or no longer valid.")
    assert told.params["show_alert"] in (True, "true")
    data = newer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for hostile in (data.rpartition(":")[0] + ":99", data.rpartition(":")[0] + ":-1", "g:AAAAAAAA:0"):
        told = server.wait_answer(server.press(hand.user, newer, data=hostile))
        assert "valid" in told.params["text"]


def test_a_button_tapped_twice_acts_once(server, hand, bot):
    report = hand.say("/report", "0 of 19 points filled")
    before = hand.shown(report)
    first = before["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    server.hold()
    queries = [server.press(hand.user, before, data=first) for _ in range(2)]
    server.release()
    for query in queries:
        server.wait_answer(query)
    server.wait_reply(server.say(hand.user, "HVM+, 5 modules, 1 tower"))
    assert "System: HVM+, 5 modules, 1 tower" in hand.last()["text"]


def test_dialogues_of_two_people_in_a_group_do_not_meet(server, hand, bot):
    roof = server.group("Roof")
    ben = server.user("Ben")
    hers = server.wait_reply(server.say(hand.user, "/diagnose", chat=roof))
    his = server.wait_reply(server.say(ben, "EC108", chat=roof, reply_to=hers))
    assert his["text"].startswith("EC108 Precharging failure (BCU).")
    assert "What is the trouble?" not in his["text"]


def test_an_edited_paste_is_judged_anew(server, hand, bot):
    pasted = server.say(hand.user, VALUES)
    server.wait(lambda: hand.find("Module 3 (44.1 V): low"))
    server.edit(hand.user, pasted, VALUES.replace("51.0", "43.0"))
    server.wait(lambda: hand.find("43.0 V"))


def test_old_dialogues_and_their_files_are_pruned(server, hand, bot, home):
    hand.say("/report", "0 of 19 points filled")
    server.wait_reply(server.photo(hand.user, content=photo()))
    engine = database(home)
    with engine.begin() as connection:
        prune(connection, 30)
    assert len(rows(home, schema.files)) == 1
    with engine.begin() as connection:
        connection.execute(update(schema.dialogues).values(updated_at=1))
        connection.execute(insert(schema.facts).values(chat_id=1, user_id=1, facts="{}", updated_at=1))
        prune(connection, 30)
    engine.dispose()
    assert [rows(home, table) for table in (schema.dialogues, schema.files, schema.facts)] == [[], [], []]


def test_a_dialogue_left_half_a_day_ago_takes_no_texts_but_its_buttons_work(server, hand, bot, home):
    screen = hand.say("/diagnose", "What is the trouble?")
    engine = database(home)
    with engine.begin() as connection:
        connection.execute(update(schema.dialogues).values(updated_at=1))
    engine.dispose()
    assert "What is the trouble?" not in server.wait_reply(server.say(hand.user, "EC108"))["text"]
    hand.tap(screen, "A LED shows something", "What do the LEDs show?")


def test_of_two_replicas_that_take_a_step_at_once_one_reads_again(home, assistant):
    engine, store = database(home), Dialogues(7)
    migrate(engine)
    place, other = Place(1, 1, 1), Place(1, 2, 1)
    report, _ = d.start(d.Kind.REPORT, d.Desk(assistant.corpus, assistant.ask), id="k3f9")
    with engine.begin() as connection:
        assert store.put(connection, place, Stored(report), active=True)
        read = store.get(connection, place, "k3f9")
        assert store.put(connection, place, read, active=True)
        assert not store.put(connection, place, read, active=True)
        assert store.get(connection, other, "k3f9") is None  # and nobody reads another person's
        assert store.active(connection, place).dialogue == report
        assert [store.active(connection, other), Dialogues(8).active(connection, place)] == [None, None]
    engine.dispose()


def test_without_a_database_the_bot_has_no_reports(tmp_path):
    assert open_store(Settings(home=tmp_path)) is None
    assert not (tmp_path / "var").exists()
