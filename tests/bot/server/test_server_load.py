"""The load run: it counts what is lost, doubled and out of order, and the real bot passes a short one."""

from __future__ import annotations

import threading

import pytest
from telegram import ReplyParameters

from assistant import Assistant, dialogue
from assistant.settings import Settings
from bot.bench import Result, conditions, markdown, measure, questions_for
from bot.bench_load import Load, Outcome
from bot.bench_process import BotProcess
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


def test_at_a_steady_rate_questions_come_in_time_whatever_is_answered(server, bot):
    users = [server.user(name) for name in ("Anna", "Bea")]
    load = Load(server, users, list("abcdefgh"), window=0, rate_per_s=20)
    held = []

    def late(updates):
        """Answer nothing before all is asked."""
        held.extend(updates)
        return held if len(held) == 8 else []

    outcome = play(server, bot, load, late)
    assert counts(outcome) == (8, 0, 0, 0)
    assert outcome.latencies_ms[-1] >= 350  # the first waits until the eighth is asked, 7/20 s later
    assert [[one.text for one in chat.asked.values()] for chat in load.chats.values()] == [list("aceg"), list("bdfh")]


def test_the_questions_are_codes_and_held_out_texts_the_same_each_time(corpus):
    questions = questions_for(Settings(), 400)
    codes = {event.code for event in corpus.event_codes}
    assert sum(text in codes for text in questions) == 100
    assert len(set(questions)) == 341  # 300 texts, 41 codes again and again
    desk = dialogue.Desk(corpus, Assistant.load(Settings()).ask)
    assert not any(dialogue.is_measurement(text, desk) for text in questions_for(Settings(), 4000))
    assert questions_for(Settings(), 500)[:400] == questions


def test_the_table_names_the_figures_beside_their_aims():
    steady = Outcome(2000, 0, 0, 0, 10.0, (400.0,))
    offered = Outcome(2000, 0, 1, 0, 14.0, tuple(map(float, range(1, 101))))
    result = Result(steady, offered, Outcome(500, 1, 0, 0, 2.0, ()), (81.2, 150.4), 0, 150, 0.41, 0.234)
    assert markdown(result, 50).splitlines()[2:] == [
        "| questions from 50 chats at once | 4,500 | ≥ 2,000 |",
        "| lost, doubled, out of order | 1, 1, 0 | 0, 0, 0 |",
        "| answers a second, each chat asking again at once | 200 | ≥ 150 |",
        "| at 150 questions a second: to the answer, median | 50 ms |  |",
        "| at 150 questions a second: to the answer, p99 | 99 ms | ≤ 250 ms |",
        "| answers a second, 10 questions a chat at a time | 250 |  |",
        "| peak memory: bot + its answering process | 81 + 150 = 232 MB | ≤ 260 MB |",
    ]
    assert result.faults() == ["1 doubled of 2000 (offered rate)", "1 lost of 500 (burst)"]
    assert result.missed() == []
    assert "load average 0.4 before" in conditions(result)
    assert "took 23 % of a core" in conditions(result)


def test_the_memory_of_all_processes_counts_and_every_aim_that_is_missed_is_named():
    slow = Outcome(10, 0, 0, 0, 1.0, (251.0,))
    result = Result(slow, slow, slow, (90.0, 171.0), 0, 150, 0.0, 0.0)
    assert result.missed() == [
        "10 answers/s, aim 150",
        "p99 251 ms at 150 questions/s, aim 250",
        "261 MB, aim 260",
    ]


def test_the_real_bot_passes_a_short_load():
    result = measure(Settings(), chats=3, questions=12, burst=3, rate_per_s=20, timeout_s=20)
    assert result.faults() == []
    assert counts(result.steady) == counts(result.offered) == (12, 0, 0, 0)
    assert counts(result.burst) == (9, 0, 0, 0)
    assert [mb > 30 for mb in result.peaks_mb] == [True, True]


def test_a_bot_that_ends_at_the_start_is_told_with_its_log(server, tmp_path):
    server.token = "8:wrong"  # the bot gets it from the server's environment, the server goes on to take its own only
    with (
        BotProcess(server, Settings(), tmp_path) as process,
        pytest.raises(BotError, match=r"the bot ended with 1; its log ends: .*Telegram refuses this token"),
    ):
        process.wait_ready(server)
