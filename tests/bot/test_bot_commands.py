"""Commands and the menus behind them."""

from __future__ import annotations

import asyncio

import pytest
from bot_harness import ThreadAnswerer, data_of, labels

SHARES_A_BOT = True


def shown(server, chat, message):
    """A message's present text."""
    return server.message(chat, message["message_id"])["text"]


def press(server, user, message, label):
    """Press a button as it stands now."""
    current = server.message(user, message["message_id"])
    return server.wait_answer(server.press(user, current, data=data_of(current, label)))


def test_commands_are_registered_with_descriptions(server, start):
    chief = server.user("Chief")
    start(admins=(chief.id,))
    server.wait(lambda: len(server.commands) == 2)
    names = [command["command"] for command in server.commands[("default", "")]]
    assert names == [
        "code", "voltage", "led", "diagnose", "measure", "report", "restart", "codes", "system", "sources", "feedback",
        "help", "privacy", "forget", "start",
    ]  # fmt: skip
    own = next(commands for (scope, _), commands in server.commands.items() if scope != "default")
    assert own[-1]["command"] == "stats"


@pytest.mark.parametrize(
    ("command", "first_line"),
    [
        ("/start", "Battery-Box service assistant"),
        ("/start EC108", "EC108 Precharging failure (BCU)."),
        ("/start 2_4-34", "2.4/34 Restart the system"),
        ("/help", "Ask me anything about the battery, as you would ask a colleague:"),
        ("/code 108", "EC108 Precharging failure (BCU)."),
        ("/code ec108", "EC108 Precharging failure (BCU)."),
        ("/EC108", "EC108 Precharging failure (BCU)."),
        ("/code", "Event codes, page 1 of 3. Tap or send a code to read what to do."),
        ("/voltage HVM+ 4", "4 HVM+ modules: nominal voltage 200 V (4 × 50 V = 200 V)."),
        (
            "/voltage",
            "Nominal voltage: it depends on module type and quantity. Which type is it, and how many modules?",
        ),
        ("/led steady white", "Steady white (BCU). Standby mode."),
        ("/led", "What does the LED show?"),
        ("/sources", "BYD Battery-Box HVB & HVM+ & HVS+ Service Guideline and Checklist, version 1.0."),
        ("/privacy", "What is stored"),
        ("/stats", "This command is for administrators."),
        ("/nonsense", "I do not know this command. /help lists what I can do; or simply ask your question."),
        ("/", "I do not know this command. /help lists what I can do; or simply ask your question."),
    ],
)
def test_each_command_answers(server, anna, ask, command, first_line):
    if command == "/":  # no command for Telegram: a question of one character
        first_line = "What would you like to know?"
    assert ask(anna, command)["text"].split("\n")[0] == first_line


def test_every_led_button_leads_to_the_meaning_of_its_pattern(assistant):
    from bot.commands import led_buttons

    patterns, buttons = assistant.corpus.led_patterns, asyncio.run(led_buttons(ThreadAnswerer(assistant)))
    assert len(buttons) == len(patterns)
    for pattern, button in zip(patterns, buttons, strict=True):
        first = assistant.ask(button.question).blocks[0].text
        assert pattern.meaning.split(".")[0] in first, button


def test_codes_are_paged_and_tapped(server, anna, ask):
    first = ask(anna, "/codes")
    assert "/EC108 Precharging failure" in first["text"]
    assert labels(first) == [["Next ›", "Last »"]]
    press(server, anna, first, "Next ›")
    server.wait(lambda: "page 2 of 3" in shown(server, anna, first))
    press(server, anna, first, "Last »")
    server.wait(lambda: "page 3 of 3" in shown(server, anna, first))
    assert labels(server.message(anna, first["message_id"])) == [["« First", "‹ Back"]]


def test_the_pages_hold_every_code_once(server, anna, ask, corpus):
    first = ask(anna, "/codes")
    seen = []
    for page in range(3):
        server.wait(lambda page=page: f"page {page + 1} of 3" in shown(server, anna, first))
        seen += [line.split()[0][1:] for line in shown(server, anna, first).split("\n")[2:]]
        if page < 2:
            press(server, anna, first, "Next ›")
    assert sorted(seen) == sorted(event.code for event in corpus.event_codes)


def test_the_restart_is_ticked_in_its_order(server, anna, ask):
    message = ask(anna, "/restart")
    assert "▶️ 1. Turn off the DC disconnector of the inverter." in message["text"]
    assert "⚠️ Warning: keep the order" in message["text"]
    old = data_of(message, "✅ Step 1 is done")
    press(server, anna, message, "✅ Step 1 is done")
    server.wait(lambda: "✅ 1. Turn off the DC" in shown(server, anna, message))
    assert "▶️ 2. Turn off the AC switch." in shown(server, anna, message)
    again = server.wait_answer(server.press(anna, message, data=old))
    assert again.params["text"] == "Step 1 is ticked already."
    ahead = server.wait_answer(server.press(anna, message, data=old[:-1] + "5"))
    assert ahead.params["text"] == "The order matters: step 2 comes first."
    for step in range(2, 10):
        press(server, anna, message, f"✅ Step {step} is done")
        server.wait(lambda step=step: f"✅ {step}. " in shown(server, anna, message))
    assert "All steps are done." in shown(server, anna, message)
    press(server, anna, message, "↩️ One step back")
    server.wait(lambda: "▶️ 9. " in shown(server, anna, message))
    press(server, anna, message, "🔄 From the start")
    server.wait(lambda: "▶️ 1. " in shown(server, anna, message))


def test_two_taps_at_once_tick_one_step(server, anna, ask):
    message = ask(anna, "/restart")
    first = data_of(message, "✅ Step 1 is done")
    server.hold()
    taps = [server.press(anna, message, data=first) for _ in range(2)]
    server.release()
    for tap in taps:
        server.wait_answer(tap)
    server.wait(lambda: "▶️ 2. " in shown(server, anna, message))


def test_the_tick_list_survives_a_restart(server, anna, start):
    bot = start()
    message = server.wait_reply(server.say(anna, "/restart"))
    press(server, anna, message, "✅ Step 1 is done")
    server.wait(lambda: "▶️ 2. " in shown(server, anna, message))
    bot.stop()
    start()
    press(server, anna, message, "✅ Step 2 is done")
    server.wait(lambda: "▶️ 3. " in shown(server, anna, message))


def test_the_system_is_set_shown_and_cleared(server, anna, ask):
    assert ask(anna, "/system")["text"].startswith("Your system in this chat: no system set.")
    message = ask(anna, "/system HVM+ 4")
    assert message["text"].startswith("Your system in this chat: HVM+, 4 modules.")
    assert ask(anna, "minimum voltage?")["text"].startswith("4 HVM+ modules: minimum operating voltage 160 V")
    press(server, anna, message, "HVS+")
    server.wait(lambda: shown(server, anna, message).startswith("Your system in this chat: HVS+."))
    press(server, anna, message, "3")
    server.wait(lambda: shown(server, anna, message).startswith("Your system in this chat: HVS+, 3 modules."))
    press(server, anna, message, "Clear")
    server.wait(lambda: "no system set" in shown(server, anna, message))
    assert labels(ask(anna, "minimum voltage?"))[0] == ["HVB", "HVM+", "HVS+"]


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("/system HVM+ 13.8", "Your system in this chat: HVM+, 5 modules."),
        ("/system 4 x HVS+", "Your system in this chat: HVS+, 4 modules."),
        ("/system hvb 6", "Your system in this chat: HVB, 6 modules."),
        ("/system HVM+ 40", "HVM+ towers have 3 to 8 modules, not 40."),
        ("/system a Tesla", "I found no system in this. Write it like /system HVM+ 4; types: HVB, HVM+, HVS+."),
        ("/system clear", "Your system in this chat: no system set."),
    ],
)
def test_the_system_is_understood_as_people_write_it(server, anna, ask, command, reply):
    assert ask(anna, command)["text"].split("\n")[0] == reply


def test_forgetting_deletes_what_is_stored_and_says_what(server, anna, ask):
    answer = ask(anna, "nominal voltage of 4 HVM+ modules")
    server.wait_answer(server.press(anna, answer, "👍"))
    said = ask(anna, "/forget")["text"]
    assert said.startswith("Deleted (answers with buttons: 1, chat settings: 1, feedback: 1).")
    assert labels(ask(anna, "minimum voltage"))[0] == ["HVB", "HVM+", "HVS+"]
    tap = server.press(anna, answer, data=data_of(answer, "👎"))
    assert server.wait_answer(tap).params["text"] == "This button is no longer valid. Please ask again."
    assert ask(anna, "/forget")["text"].startswith("Deleted (answers with buttons: 1, chat settings: 1).")


def test_feedback_takes_words_at_once_or_in_a_reply(server, anna, ask):
    ask(anna, "EC108")
    assert ask(anna, "/feedback the torque is missing")["text"] == "Thank you, noted."
    prompt = ask(anna, "/feedback")
    assert ask(anna, "and the picture", reply_to=prompt)["text"] == "Thank you, noted."


def test_administrators_see_figures(server, start):
    chief = server.user("Chief")
    start(admins=(chief.id,))
    server.wait_reply(server.say(chief, "EC108"))
    server.wait_reply(server.say(chief, "EC999"))
    text = server.wait_reply(server.say(chief, "/stats"))["text"]
    assert "Answers: 2 to 1 people" in text
    assert "Not in the guideline: 1 (50 %)" in text
