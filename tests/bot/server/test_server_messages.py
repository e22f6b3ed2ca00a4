"""What the server says to messages, edits and keyboards, through python-telegram-bot's own ``Bot``."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters


def buttons(*specs):
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, **action)] for label, action in specs])


def test_a_message_comes_back_parsed_with_its_reply_and_keyboard(server, bot, anna):
    question = server.say(anna, "EC108?")
    sent = bot.send_message(
        anna.id,
        "<b>EC108</b> &lt; 5",
        parse_mode="HTML",
        reply_parameters=ReplyParameters(question["message_id"]),
        reply_markup=buttons(("👍", {"callback_data": "f:1:+"})),
    )
    assert (sent.text, sent.text_html, sent.chat_id) == ("EC108 < 5", "<b>EC108</b> &lt; 5", anna.id)
    assert sent.reply_to_message.text == "EC108?"
    assert server.replies(question)[0]["reply_markup"]["inline_keyboard"] == [
        [{"text": "👍", "callback_data": "f:1:+"}]
    ]


@pytest.mark.parametrize(
    ("text", "options", "refusal"),
    [
        ("a<br>b", {"parse_mode": "HTML"}, 'can\'t parse entities: unsupported start tag "br" at byte offset 1'),
        ("x" * 4097, {}, "Message is too long"),
        ("😀" * 2049, {}, "Message is too long"),
        ("<b>" + "x" * 4097 + "</b>", {"parse_mode": "HTML"}, "Message is too long"),
        ("&lt;" * 8200, {"parse_mode": "HTML"}, "Message is too long"),
        (" \n ", {}, "Text must be non-empty"),
        ("\u200b", {}, "Text must be non-empty"),
        ("", {}, "Message text is empty"),
        ("<b></b>", {"parse_mode": "HTML"}, "Text must be non-empty"),
        ("*x*", {"parse_mode": "Wiki"}, "Unsupported parse_mode"),
    ],
)
def test_a_text_that_telegram_would_not_take_is_refused(bot, anna, text, options, refusal):
    assert bot.refusal("send_message", anna.id, text, **options).lower() == f"badrequest: {refusal}".lower()


def test_the_limit_counts_after_parsing(bot, anna):
    assert bot.send_message(anna.id, "<b>" + "x" * 4096 + "</b>", parse_mode="HTML").text == "x" * 4096


@pytest.mark.parametrize(
    ("action", "refusal"),
    [
        ({"callback_data": "ä" * 33}, "Button_data_invalid"),
        ({}, "Can't parse inline keyboard button: text buttons are unallowed in the inline keyboard"),
        (
            {"url": "http://localhost:8080/"},
            "Inline keyboard button url 'http://localhost:8080/' is invalid: wrong http url",
        ),
    ],
)
def test_a_button_that_telegram_would_not_take_is_refused(bot, anna, action, refusal):
    said = bot.refusal("send_message", anna.id, "x", reply_markup=buttons(("go", action)))
    assert said.lower() == f"badrequest: {refusal}".lower()


def test_64_bytes_of_callback_data_pass(bot, anna):
    sent = bot.send_message(anna.id, "x", reply_markup=buttons(("go", {"callback_data": "ä" * 32})))
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "ä" * 32


def test_an_edit_must_change_something_and_takes_the_keyboard_away(server, bot, anna):
    keyboard = buttons(("👍", {"callback_data": "f:1:+"}))
    sent = bot.send_message(anna.id, "<b>one</b>", parse_mode="HTML", reply_markup=keyboard)
    same = {"chat_id": anna.id, "message_id": sent.message_id}
    said = bot.refusal("edit_message_text", "<b>one</b>", parse_mode="HTML", reply_markup=keyboard, **same)
    assert said == (
        "BadRequest: Message is not modified: specified new message content and reply markup are exactly the same as "
        "a current content and reply markup of the message"
    )
    assert bot.edit_message_text("one", **same).reply_markup is None
    (now,) = server.messages(anna)
    assert (now["text"], "entities" in now, "reply_markup" in now) == ("one", False, False)
    assert bot.refusal("edit_message_reply_markup", **same).startswith("BadRequest: Message is not modified")
    assert bot.refusal("edit_message_text", "x" * 4097, **same) == "BadRequest: Message_too_long"


def test_only_messages_that_are_there_and_ours_can_be_edited_or_deleted(server, bot, anna):
    question = server.say(anna, "mine")
    missing = {"chat_id": anna.id, "message_id": 99_999}
    assert bot.refusal("edit_message_text", "x", **missing) == "BadRequest: Message to edit not found"
    assert bot.refusal("delete_message", **missing) == "BadRequest: Message to delete not found"
    theirs = {"chat_id": anna.id, "message_id": question["message_id"]}
    assert bot.refusal("edit_message_text", "x", **theirs) == "BadRequest: Message can't be edited"
    assert bot.delete_message(**theirs) is True
    assert server.message(anna, question["message_id"]) is None


def test_a_reply_to_a_deleted_message_needs_leave_to_go_without(bot, anna):
    lost = {"message_id": 99_999}
    said = bot.refusal("send_message", anna.id, "x", reply_parameters=ReplyParameters(**lost))
    assert said == "BadRequest: Message to be replied not found"
    sent = bot.send_message(anna.id, "x", reply_parameters=ReplyParameters(**lost, allow_sending_without_reply=True))
    assert sent.reply_to_message is None


def test_chats_that_cannot_be_written_to(server, bot, anna):
    roof = server.group("Roof", anna, supergroup=False)
    server.block(anna)
    server.kick(roof, anna)
    stranger = server.user("Bea", started=False)
    refusals = {chat: bot.refusal("send_message", chat, "x") for chat in (anna.id, roof.id, stranger.id, 4711)}
    assert list(refusals.values()) == [
        "Forbidden: Forbidden: bot was blocked by the user",
        "Forbidden: Forbidden: bot was kicked from the group chat",
        "Forbidden: Forbidden: bot can't initiate conversation with a user",
        "BadRequest: Chat not found",
    ]
    server.unblock(anna)
    assert bot.send_chat_action(anna.id, "typing") is True
    assert bot.refusal("send_chat_action", anna.id, "dreaming") == "BadRequest: Wrong parameter action in request"


def test_a_migrated_group_names_its_successor(server, bot, anna):
    roof = server.group("Roof", anna, supergroup=False)
    new = server.migrate(roof, anna)
    assert (
        bot.refusal("send_message", roof.id, "x")
        == f"ChatMigrated: Group migrated to supergroup. New chat id: {new.id}"
    )
    assert bot.send_message(new.id, "x").chat.title == "Roof"


def test_message_ids_collide_between_supergroups_as_in_telegram(server, bot, anna):
    roof, cellar = server.group("Roof", anna), server.group("Cellar", anna)
    assert server.say(anna, "a", roof)["message_id"] == server.say(anna, "b", cellar)["message_id"] == 1
    assert roof.id < -1_000_000_000_000


def test_photos_and_documents_are_uploaded_described_and_fetched(server, bot, anna):
    sent = bot.send_photo(anna.id, b"\x89PNG picture", caption="<i>so</i>", parse_mode="HTML")
    assert sent.caption_html == "<i>so</i>"
    assert bytes(bot.run(bot.get_file(sent.photo[-1].file_id).download_as_bytearray())) == b"\x89PNG picture"
    assert bot.send_document(anna.id, b"a;b", filename="codes.csv").document.file_name == "codes.csv"
    assert bot.refusal("send_photo", anna.id, b"x", caption="x" * 1025) == "BadRequest: Message caption is too long"
    assert bot.refusal("send_photo", anna.id, "unknown") == "BadRequest: Wrong file identifier/http url specified"


def test_files_of_people_can_be_fetched_up_to_20_mb(server, bot, anna):
    small, large = server.document(anna), server.document(anna, size=20_000_001)
    assert bytes(bot.run(bot.get_file(small["document"]["file_id"]).download_as_bytearray())) == b"%PDF-1.7"
    assert bot.refusal("get_file", large["document"]["file_id"]) == "BadRequest: File is too big"


def test_reactions_are_checked(server, bot, anna):
    question = server.say(anna, "thanks")
    assert bot.set_message_reaction(anna.id, question["message_id"], "👍") is True
    assert bot.refusal("set_message_reaction", anna.id, question["message_id"], "🔋") == "BadRequest: Reaction_invalid"
    assert bot.refusal("set_message_reaction", anna.id, 99_999, "👍") == "BadRequest: Message to react not found"


@pytest.mark.parametrize(
    ("token", "refusal"), [("1234567890:AAwrong-token", "Unauthorized"), ("nonsense", "Not Found")]
)
def test_a_wrong_token_is_refused(server, bot_of, token, refusal):
    assert bot_of(token).refusal("get_me") == f"InvalidToken: {refusal}"
