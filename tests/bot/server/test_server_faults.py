"""Faults on demand, the flood meter, the pause, and what a failed wait tells."""

from __future__ import annotations

import time

import pytest

from bot.devserver import BotApiServer, Fault
from bot.devserver.flood import FloodMeter


def test_a_429_meets_one_chat_and_as_many_calls_as_wanted(server, bot, anna):
    bea = server.user("Bea")
    server.fault("sendMessage", Fault.flood(retry_after=7), chat=anna, times=2)
    for _ in range(2):
        assert bot.refusal("send_message", anna.id, "x") == "RetryAfter: Flood control exceeded. Retry in 0:00:07"
        assert bot.send_message(bea.id, "x").text == "x"
    assert bot.send_message(anna.id, "third").text == "third"
    assert [one["text"] for one in server.messages(anna)] == ["third"]


@pytest.mark.parametrize(
    ("fault", "refusal", "arrived"),
    [
        (Fault.status_page(502), "NetworkError: Bad Gateway (502). Parsing the server response", 0),
        (Fault.refuse(500, "Internal Server Error"), "NetworkError: Internal Server Error", 0),
        (Fault.drop(), "NetworkError: httpx.RemoteProtocolError", 0),
        (Fault.drop(reset=True), "NetworkError: httpx.ReadError", 0),
        (Fault.lose(), "NetworkError: httpx.RemoteProtocolError", 1),
        (Fault.lose(reset=True), "NetworkError: httpx.ReadError", 1),
        (Fault.garbage(), "TelegramError: Invalid server response", 0),
        (Fault.slow(1.0), "TimedOut: Timed out", 1),
        (Fault.stall(1.0), "TimedOut: Timed out", 0),
    ],
)
def test_a_fault_shows_as_it_would_with_telegram_and_the_text_arrived_or_not(
    server, bot, anna, fault, refusal, arrived
):
    server.fault("*", fault)
    assert bot.refusal("send_message", anna.id, "x", read_timeout=0.2).startswith(refusal)
    assert len(server.messages(anna)) == arrived
    assert bot.send_message(anna.id, "y").text == "y"


def test_polling_is_spared_by_faults_on_any_method_and_meets_its_own(server, bot, anna):
    server.fault("*", Fault.status_page(502), times=None)
    server.say(anna, "one")
    assert bot.get_updates()[0].message.text == "one"
    server.clear_faults()
    server.fault("getUpdates", Fault.drop(reset=True))
    assert bot.refusal("get_updates").startswith("NetworkError: httpx.ReadError")
    assert bot.get_updates()[0].message.text == "one"


def test_a_paused_server_cannot_be_reached_and_comes_back_with_everything(server, bot, anna):
    server.say(anna, "one")
    server.pause()
    assert bot.refusal("get_me").startswith("NetworkError: httpx.ConnectError")
    server.resume()
    assert bot.get_updates()[0].message.text == "one"


def test_every_call_is_recorded_with_parameters_times_and_files(server, bot, anna):
    before = time.monotonic()
    bot.send_message(anna.id, "[1]")
    bot.send_document(anna.id, b"a;b", filename="codes.csv", caption="all")
    text, document = server.calls_to("sendMessage", anna) + server.calls_to("sendDocument", anna)
    assert text.params == {"chat_id": anna.id, "text": "[1]"}
    assert before < text.time_s <= text.done_s < document.time_s
    assert list(document.files.values()) == [("codes.csv", b"a;b")]
    assert (text.ok, text.result["text"], text.error) == (True, "[1]", None)


def test_a_wait_that_fails_tells_what_the_bot_did(server, bot, anna):
    bot.send_message(anna.id, "something else")
    with pytest.raises(
        AssertionError, match=r"a reply to 'EC108' did not come within 0\.05 s; (.|\n)*'something else' -> ok"
    ):
        server.wait_reply(server.say(anna, "EC108"), timeout_s=0.05)


def test_the_meter_knows_the_limits_overall_in_private_chats_and_in_groups():
    meter = FloodMeter()
    for number in range(31):
        meter.add(number * 0.03, number + 1)
    for number in range(8):
        meter.add(100 + number * 0.5, 7)
    for number in range(21):
        meter.add(200 + number * 2.5, -5)
    report = meter.report()
    assert (report.sends, report.peak_per_s) == (60, 31)
    assert report.problems == (
        "31 messages within one second, at most 30 are allowed",
        "chat -5: 1 more than 20 a minute",
    )
    assert meter.retry_after(250.1, -5) == 10
    assert meter.retry_after(320, -5) == 0


def test_a_steady_message_a_second_after_a_burst_is_within_the_limit():
    meter = FloodMeter()
    for sent in (0, 0, 0, 0, 0, 1, 2, 3, 4):
        meter.add(float(sent), 7)
    assert meter.report().problems == ()
    meter.add(4.0, 7)
    assert meter.report().problems == ("chat 7: 1 more than 1/s after 5",)


def test_an_enforcing_server_answers_429_by_itself(bot_of):
    with BotApiServer(enforce_flood=True) as strict:
        bot, anna = bot_of(strict.token, strict), strict.user("Anna")
        for _ in range(5):
            bot.send_message(anna.id, "x")
        assert bot.refusal("send_message", anna.id, "x") == "RetryAfter: Flood control exceeded. Retry in 0:00:01"
