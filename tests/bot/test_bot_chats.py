"""Groups, edits, pictures, inline mode, access lists and the pace of a user."""

from __future__ import annotations

import pytest
from bot_harness import labels

from bot.devserver import Fault

SHARES_A_BOT = True


@pytest.fixture
def roof(server, anna):
    return server.group("Roof", anna, server.user("Ben"))


def settled(server, user):
    """The number of the bot's messages once everything before is worked on: a private question is answered last."""
    server.wait_reply(server.say(user, "/help"))


# Groups


def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(server, anna, roof, bot):
    ignored = [
        server.say(anna, "EC108", chat=roof),
        server.say(anna, "/code@another_bot 108", chat=roof),
        server.say(anna, "ask @battery_box_test_bot2 EC108", chat=roof),
        server.photo(anna, chat=roof),
    ]
    mention = server.wait_reply(server.say(anna, f"@{server.username} EC108?", chat=roof))
    command = server.wait_reply(server.say(anna, f"/code@{server.username} 105", chat=roof))
    reply = server.wait_reply(server.say(anna, "EC124", chat=roof, reply_to=mention))
    settled(server, anna)
    assert [m["text"].split()[0] for m in (mention, command, reply)] == ["EC108", "EC105", "EC124"]
    assert [server.replies(message) for message in ignored] == [[], [], [], []]


def test_what_a_group_says_among_itself_is_stored_nowhere(server, anna, roof, bot, home):
    server.say(anna, "between you and me", chat=roof)
    settled(server, anna)
    stored = b"".join(path.read_bytes() for path in (home / "var").glob("assistant.db*"))
    assert b"between you and me" not in stored


def test_a_mention_anywhere_with_emoji_before_it_is_cut_out(server, anna, roof, ask):
    assert ask(anna, f"😀🔋 what is @{server.username.upper()} EC108", chat=roof)["text"].startswith("EC108")


def test_a_mention_alone_under_a_question_answers_that_question(server, anna, roof, bot):
    question = server.say(server.user("Cleo"), "what does EC108 mean?", chat=roof)
    server.say(anna, f"@{server.username}", chat=roof, reply_to=question)
    answer = server.wait_reply(question)
    assert answer["text"].startswith("EC108")


def test_the_codes_in_a_group_are_no_commands(server, anna, roof, ask):
    assert "\nEC108 Precharging failure" in ask(anna, "/codes", chat=roof)["text"]


def test_being_added_to_a_group_is_greeted(server, anna, bot):
    group = server.group("New site", anna)
    server.join(group, anna)
    server.wait(lambda: server.messages(group))
    assert "when you mention me (@battery_box_test_bot)" in server.messages(group)[0]["text"]


def test_a_group_that_becomes_a_supergroup_is_answered_there(server, anna, roof, ask):
    ask(anna, "/system HVM+ 4", chat=roof)
    new = server.migrate(roof, anna)
    assert ask(anna, f"@{server.username} minimum voltage", chat=new)["text"].startswith("4 HVM+ modules: minimum")


def test_what_is_asked_while_the_group_moves_waits_for_its_system(server, anna, roof, ask):
    ask(anna, "/system HVM+ 4", chat=roof)
    server.fault("sendMessage", Fault.slow(0.5), chat=roof)
    sent = len(server.calls_to("sendMessage", chat=roof))
    server.say(anna, f"@{server.username} EC108", chat=roof)
    server.wait(lambda: len(server.calls_to("sendMessage", chat=roof)) > sent)  # keeps the old chat's turn
    new = server.migrate(roof, anna)
    assert ask(anna, f"@{server.username} minimum voltage", chat=new)["text"].startswith("4 HVM+ modules: minimum")


# Edits


def test_an_edited_question_is_answered_anew_in_the_same_message(server, anna, ask):
    question = server.say(anna, "EC108")
    answer = server.wait_reply(question)
    server.edit(anna, question, "EC105")
    server.wait(lambda: server.message(anna, answer["message_id"])["text"].startswith("EC105"))
    assert len(server.messages(anna)) == 1
    server.press(anna, server.message(anna, answer["message_id"]), "👍")
    server.wait(lambda: labels(server.message(anna, answer["message_id"]))[-1] == ["👍 ✓", "👎"])


def test_an_edit_that_changes_nothing_is_no_fault(server, anna, ask):
    question = server.say(anna, "EC999")
    server.wait_reply(question)
    server.edit(anna, question, "EC999 ")
    settled(server, anna)
    assert [m["text"].split()[0] for m in server.messages(anna)] == ["EC999", "Ask"]


def test_an_edit_whose_answer_was_deleted_is_answered_again(server, anna, ask):
    question = server.say(anna, "EC108")
    server.wait_reply(question)
    server.fault("editMessageText", Fault.refuse(400, "Bad Request: message to edit not found"), chat=anna)
    server.edit(anna, question, "EC105")
    server.wait(lambda: len(server.replies(question)) == 2)
    assert server.replies(question)[-1]["text"].startswith("EC105")


def test_an_edit_in_a_group_that_adds_the_mention_is_answered(server, anna, roof, bot):
    question = server.say(anna, "EC108", chat=roof)
    server.edit(anna, question, f"@{server.username} EC108")
    assert server.wait_reply(question)["text"].startswith("EC108")


# What is no text


@pytest.mark.parametrize(
    ("send", "kind"),
    [("photo", "pictures"), ("voice", "voice messages"), ("sticker", "stickers"), ("location", "locations")],
)
def test_what_is_no_text_gets_a_friendly_line(server, anna, bot, send, kind):
    answer = server.wait_reply(getattr(server, send)(anna))
    assert answer["text"].startswith(f"I can read text only, no {kind}.")


def test_the_caption_of_a_picture_is_answered(server, anna, bot):
    answer = server.wait_reply(server.photo(anna, caption="EC108, what now?"))
    assert answer["text"].split("\n")[0] == "I cannot see the pictures; this answers your text."
    assert answer["text"].split("\n")[2].startswith("EC108")


# Inline mode


def cards(server, user, query):
    call = server.wait_inline(server.inline(user, query))
    assert call.ok, call.error
    return call.params["results"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("108", ["EC108 Precharging failure (BCU)."]),
        ("ec12", ["EC120", "EC121", "EC122", "EC124"]),
        ("insulation", ["EC124 Insulation failure"]),
        ("terminal resistor", ["2.4/30 Check terminal resistor"]),
        ("", ["What is EC108?", "Tower voltage", "Constant blue LED", "Wi-Fi not found"]),
    ],
)
def test_inline_offers_codes_and_places(server, anna, bot, query, titles):
    shown = [card["title"] for card in cards(server, anna, query)]
    for title in titles:
        assert any(title in card for card in shown), shown


def test_an_inline_card_holds_the_answer(server, anna, bot):
    card = cards(server, anna, "108")[0]
    assert card["input_message_content"]["message_text"].startswith("<b>EC108 Precharging failure</b> (BCU).")
    assert "2.9/EC108" in card["input_message_content"]["message_text"]


@pytest.mark.parametrize("query", ["x" * 256, "<b>", "e", "2", "%_'\"", "\u202e", "battery " * 30])
def test_any_inline_query_is_answered_within_limits(server, anna, bot, query):
    assert len(cards(server, anna, query)) <= 12


def test_a_stale_inline_query_is_no_fault(server, anna, bot):
    server.wait_inline(server.inline(anna, "108", stale=True))
    assert len(cards(server, anna, "105")) >= 1


# Access and pace


def test_people_on_no_list_get_one_line_and_an_administrator_is_told_once(server, start):
    chief, stranger, friend = server.user("Chief"), server.user("Stranger <b>"), server.user("Friend")
    start(admins=(chief.id,), allowed_users=(friend.id,))
    refusal = server.wait_reply(server.say(stranger, "EC108"))
    assert refusal["text"].startswith("This bot is for certain people only.")
    assert str(stranger.id) in refusal["text"]
    server.say(stranger, "EC105")
    server.wait_inline(server.inline(stranger, "108"))
    assert server.wait_reply(server.say(friend, "EC108"))["text"].startswith("EC108")
    server.wait(lambda: server.messages(chief))
    assert server.wait_reply(server.say(chief, "EC105"))["text"].startswith("EC105")
    assert server.messages(chief)[0]["text"].startswith("Stranger <b> (")
    assert len(server.messages(chief)) == 2
    assert len(server.messages(stranger)) == 1
    assert server.calls_to("answerInlineQuery")[-1].params["results"] == []


def test_the_refused_can_use_neither_buttons_nor_edits_nor_commands(server, start):
    chief, stranger = server.user("Chief"), server.user("Stranger")
    start(admins=(chief.id,), allowed_users=(chief.id,))
    question = server.say(stranger, "EC108")
    refusal = server.wait_reply(question)
    server.edit(stranger, question, "EC105")
    server.say(stranger, "/codes")
    tap = server.press(stranger, refusal, data="q:AAAAAAAA:0")
    assert server.wait_answer(tap).params["text"].startswith("This bot is for certain people only.")
    assert [m["text"] for m in server.messages(stranger)] == [refusal["text"]]


def test_an_allowed_chat_lets_its_members_in(server, start, anna):
    group = server.group("Team", anna)
    start(allowed_chats=(group.id,))
    assert server.wait_reply(server.say(anna, "/code 108", chat=group))["text"].startswith("EC108")
    assert server.wait_reply(server.say(anna, "EC108"))["text"].startswith("This bot is for certain people only.")


def test_too_many_questions_get_one_kind_line(server, start, anna):
    start(user_rate_per_minute=3)
    questions = [server.say(anna, f"EC10{n}") for n in range(3, 9)]
    answers = [server.wait_reply(question)["text"] for question in questions[:4]]
    assert [text.split()[0] for text in answers] == ["EC103", "EC104", "EC105", "That"]
    ben = server.user("Ben")
    assert server.wait_reply(server.say(ben, "EC108"))["text"].startswith("EC108")
    assert len(server.messages(anna)) == 4
