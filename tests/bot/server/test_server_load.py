"""The load run: it counts what is lost, doubled and out of order, and the real bot passes a short one."""

from __future__ import annotations

import threading

import pytest
from telegram import ReplyParameters

from assistant.settings import Settings
from bot.bench import BotProcess, Result, markdown, measure, questions_for
from bot.bench_load import Load, Outcome
from corpus.errors import BotError


def play(server, bot, load, answered):
    """Run a load against a bot that answers message texts as ``answered`` says; return the outcome."""
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.append(load.run(timeout_s=1.0)))
    thread.start()
    offset = 0
    while thread.is_alive():
        updates = bot.get_updates(offset=offset)
        for update in answered(updates):
            reply = ReplyParameters(update.message.message_id)
            bot.send_message(update.message.chat_id, "answer", reply_parameters=reply)
        offset = updates[-1].update_id + 1 if updates else offset
    thread.join()
    return outcomes[0]


def counts(outcome):
    return outcome.asked, outcome.lost, outcome.doubled, outcome.disordered


def test_a_good_bot_loses_and_doubles_nothing(server, bot):
    users = [server.user(name) for name in ("Anna", "Bea")]
    outcome = play(server, bot, Load(server, users, list("abcdef"), window=1), lambda updates: updates)
    assert counts(outcome) == (6, 0, 0, 0)
    assert len(outcome.latencies_ms) == 6
    assert 0 < outcome.percentile_ms(0.5) <= outcome.percentile_ms(1.0) < 1000
    assert outcome.per_second == 6 / outcome.seconds


def test_what_is_lost_doubled_or_out_of_order_is_counted(server, bot, anna):
    def badly(updates):
        by_text = {update.message.text: update for update in updates}
        order = [text for text in ("b", "a", "c", "c") if text in by_text]
        return [by_text[text] for text in order]

    server.hold()
    load = Load(server, [anna], list("abcd"), window=4)
    threading.Timer(0.1, server.release).start()
    assert counts(play(server, bot, load, badly)) == (4, 1, 1, 1)


def test_what_was_never_asked_counts_as_lost(server, bot, anna):
    assert counts(play(server, bot, Load(server, [anna], list("abcd"), window=2), lambda updates: [])) == (4, 4, 0, 0)


def test_the_questions_are_codes_and_held_out_texts_the_same_each_time(corpus):
    questions = questions_for(Settings(), 400)
    codes = {event.code for event in corpus.event_codes}
    assert sum(text in codes for text in questions) == 100
    assert len(set(questions)) == 341  # 300 texts, 41 codes again and again
    assert questions_for(Settings(), 500)[:400] == questions


def test_the_table_names_the_figures_beside_their_aims():
    outcome = Outcome(2000, 0, 0, 0, 10.0, tuple(map(float, range(1, 101))))
    result = Result(outcome, Outcome(500, 1, 0, 0, 2.0, ()), 231.4, 0)
    assert markdown(result, 50).splitlines()[2:] == [
        "| questions from 50 chats at once | 2,500 | ≥ 2,000 |",
        "| lost, doubled, out of order | 1, 0, 0 | 0, 0, 0 |",
        "| answers a second | 200 | ≥ 150 |",
        "| question to answer, median | 50 ms |  |",
        "| question to answer, p99 | 99 ms | ≤ 250 ms |",
        "| answers a second, 10 questions a chat at a time | 250 |  |",
        "| peak memory of the bot | 231 MB | ≤ 260 MB |",
    ]
    assert (result.faults(), result.missed()) == (["1 lost of 500 (burst)"], [])


def test_the_real_bot_passes_a_short_load():
    result = measure(Settings(), chats=3, questions=12, burst=3, timeout_s=20)
    assert result.faults() == []
    assert counts(result.steady) == (12, 0, 0, 0)
    assert counts(result.burst) == (9, 0, 0, 0)


def test_a_bot_that_ends_at_the_start_is_told_with_its_log(server, tmp_path):
    server.token = "8:wrong"  # the bot gets it from the server's environment, the server goes on to take its own only
    with (
        BotProcess(server, Settings(), tmp_path) as process,
        pytest.raises(BotError, match=r"the bot ended with 1; its log ends: .*Telegram refuses this token"),
    ):
        process.wait_ready(server)
