"""Callback and inline queries, the bot's commands and texts."""

from __future__ import annotations

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

TOO_OLD = "BadRequest: Query is too old and response timeout expired or query id is invalid"


def article(number, text="x", **content):
    return InlineQueryResultArticle(str(number), "EC108", InputTextMessageContent(text, **content))


def test_a_pressed_button_arrives_with_its_message_and_waits_for_its_answer(server, bot, anna):
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("HVM+", callback_data="c:7:1")]])
    bot.send_message(anna.id, "Which type?", reply_markup=keyboard)
    (question,) = server.messages(anna)
    query_id = server.press(anna, question, "HVM+")
    (update,) = bot.get_updates()
    assert (update.callback_query.data, update.callback_query.message.text) == ("c:7:1", "Which type?")
    assert bot.answer_callback_query(query_id, "noted") is True
    assert server.wait_answer(query_id).params["text"] == "noted"
    with pytest.raises(LookupError, match=r"no button 'HVS\+', only \['HVM\+'\]"):
        server.press(anna, question, "HVS+")


def test_old_and_unknown_queries_and_long_toasts_are_refused(server, bot, anna):
    question = server.say(anna, "x")
    stale = server.press(anna, question, data="s:1:1", stale=True)
    fresh = server.press(anna, question, data="s:1:1")
    assert bot.refusal("answer_callback_query", stale) == TOO_OLD
    assert bot.refusal("answer_callback_query", "12") == TOO_OLD
    assert bot.refusal("answer_callback_query", fresh, "x" * 201) == "BadRequest: Message_too_long"
    assert bot.refusal("answer_inline_query", server.inline(anna, "108", stale=True), [article(1)]) == TOO_OLD


@pytest.mark.parametrize(
    ("results", "refusal"),
    [
        ([article(number) for number in range(51)], "Results_too_much"),
        ([article(1), article(1)], "Result_id_duplicate"),
        ([article("x" * 65)], "Result_id_invalid"),
        (
            [article(1, "a<br>", parse_mode="HTML")],
            'can\'t parse entities: unsupported start tag "br" at byte offset 1',
        ),
        ([article(1, "x" * 4097)], "Message_too_long"),
    ],
)
def test_inline_results_that_telegram_would_not_take_are_refused(server, bot, anna, results, refusal):
    # python-telegram-bot cuts results to 50 by itself only with current_offset; here they go as they are.
    said = bot.refusal("answer_inline_query", server.inline(anna, "108"), results)
    assert said.lower() == f"badrequest: {refusal}".lower()


def test_inline_results_are_shown_sent_and_edited(server, bot, anna):
    query_id = server.inline(anna, "108")
    button = InlineQueryResultsButton("Ask me", start_parameter="EC108")
    assert bot.answer_inline_query(query_id, [article(1)], button=button) is True
    assert server.wait_inline(query_id).params["results"][0]["title"] == "EC108"
    inline_id = server.choose(anna, "1", "108")
    assert bot.edit_message_text("new", inline_message_id=inline_id) is True
    assert bot.refusal("edit_message_text", "new", inline_message_id="no") == "BadRequest: Message_id_invalid"
    bad = InlineQueryResultsButton("Ask me", start_parameter="EC 108")
    assert bot.refusal("answer_inline_query", query_id, [], button=bad) == "BadRequest: Start_param_invalid"


@pytest.mark.parametrize(
    ("commands", "refusal"),
    [
        ([("Code", "x")], "Bot_command_invalid"),
        ([("x" * 33, "x")], "Bot_command_invalid"),
        ([("code", " ")], "Command description must be non-empty"),
        ([("code", "x" * 257)], "Bot_command_description_invalid"),
        ([(f"c{number}", "x") for number in range(101)], "There must be no more than 100 commands"),
    ],
)
def test_commands_that_telegram_would_not_take_are_refused(bot, commands, refusal):
    assert bot.refusal("set_my_commands", [BotCommand(*command) for command in commands]) == f"BadRequest: {refusal}"


def test_commands_and_texts_are_kept_by_scope_and_language(server, bot):
    scope = BotCommandScopeAllGroupChats()
    bot.set_my_commands([("code", "An event code")])
    bot.set_my_commands([("code", "Ein Ereigniscode")], scope=scope, language_code="de")
    assert server.commands["default", ""] == [{"command": "code", "description": "An event code"}]
    assert bot.get_my_commands(scope, "de")[0].description == "Ein Ereigniscode"
    assert bot.refusal("set_my_commands", [], language_code="deu") == "BadRequest: Invalid language code specified"
    bot.set_my_short_description("Answers from the guideline")
    assert server.profile["short_description:"] == "Answers from the guideline"
    assert bot.refusal("set_my_short_description", "x" * 121) == "BadRequest: Short description is too long"
    assert bot.set_chat_menu_button() is True
