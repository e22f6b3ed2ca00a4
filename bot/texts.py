"""The bot's own sentences, in Telegram HTML. What the guideline says never stands here."""

from __future__ import annotations

from html import escape

NAME = "Battery-Box service assistant"
DESCRIPTION = (
    "I answer questions about the BYD Battery-Box HVB, HVM+ and HVS+ from the service guideline, with the place.\n\n"
    "Send me an event code (EC108), a voltage (HVM+ with 4 modules), what the LED shows, or the problem in your own "
    "words."
)
SHORT_DESCRIPTION = "Event codes, voltages, LEDs and first aid for BYD Battery-Box HVB, HVM+ and HVS+."
COMMANDS = (
    ("code", "What an event code means: /code 108"),
    ("voltage", "Voltages of a tower: /voltage HVM+ 4 modules"),
    ("led", "What the LED shows"),
    ("diagnose", "Find the trouble step by step"),
    ("measure", "Judge measured voltages: /measure HVM+ 51.2 50.9 44.1"),
    ("report", "The service checklist, step by step, with photos"),
    ("restart", "The restart sequence, to tick off"),
    ("codes", "All event codes"),
    ("system", "Your battery, for this chat: /system HVM+ 4"),
    ("sources", "What the answers come from"),
    ("feedback", "Tell us what was wrong or missing"),
    ("help", "What you can ask, and how"),
    ("privacy", "What is stored"),
    ("forget", "Delete what is stored of you"),
    ("start", "Begin"),
)
"""Commands with their descriptions, as the menu shows them."""
ADMIN_COMMANDS = (("stats", "Figures for administrators"),)

START = (
    f"<b>{NAME}</b>\n\nEvery answer comes from the BYD Battery-Box HVB, HVM+ and HVS+ service guideline, with the "
    "place. What the guideline does not say, I do not say either.\n\n⚠️ High voltage, up to 500 V DC: work on the "
    "battery is for qualified electricians only."
)
HELP = (
    "<b>Ask me anything about the battery</b>, as you would ask a colleague:\n"
    "• an event code: <code>EC108</code>, or just <code>108</code>\n"
    "• a voltage: <code>nominal voltage of 4 HVS+ modules</code>\n"
    "• the LED: <code>constant blue</code>\n"
    "• a problem: <code>app does not find the battery</code>\n\n"
    "<b>Commands</b>\n"
    + "\n".join(f"/{name} – {escape(text)}" for name, text in COMMANDS)
    + "\n\nIn a group I answer when you mention me, reply to me or use a command. An edited question is answered anew. "
    "In any chat, type my name and a code: I offer cards to send."
)
INTERRUPTED = (
    "I was interrupted while I answered this. If no answer stands above, please ask again; I am sorry for the trouble."
)
NOT_TEXT = (
    "I can read text only, no {kind}. Please type what you see: the event code (<code>EC108</code>), what the LED does "
    "(<code>constant blue</code>), a measured voltage, or the problem in a few words."
)
CAPTION_ONLY = "<i>I cannot see the {kind}; this answers your text.</i>"
UNKNOWN_COMMAND = "I do not know this command. /help lists what I can do; or simply ask your question."
OUTDATED = "This button is no longer valid. Please ask again."
ENDED = "This is over or no longer valid. /diagnose, /measure or /report begins anew."
NOT_FETCHED = "This file could not be fetched from Telegram. Please send it again."
FILE_FAILED = "⚠️ A file could not be sent. Please tap again."
NOT_YOURS = "These buttons belong to the person who asked. Ask me yourself, then you get your own."
BROKEN = (
    "Something went wrong on my side, your question is not answered. Please try again in a moment. "
    "Reference for the operator: <code>{reference}</code>"
)
TOO_FAST = "That was a lot at once. Please wait {seconds} seconds; what you send until then is not answered."
REFUSED = (
    "This bot is for certain people only. Ask its operator to let you in; your Telegram number is "
    "<code>{user_id}</code>."
)
ASKS_FOR_ACCESS = (
    "{name} (<code>{user_id}</code>) tried to use the bot and was refused. To let the person in, add the number to "
    "<code>ASSISTANT_ALLOWED_USERS</code> and restart the bot."
)
ADDED = (
    "Hello! I answer questions about the BYD Battery-Box HVB, HVM+ and HVS+. In this group I answer when you mention "
    "me ({mention}), reply to me or use a command: /help."
)
WHY = "What was wrong with it? Tap a reason, or reply to this message in your own words."
WORDS = "Please write it as a reply to this message."
FEEDBACK = "What was wrong, missing or good? Please write it as a reply to this message."
THANKS = "Thank you, noted."
ONLY_ADMINS = "This command is for administrators."


def privacy(retention_days: int, store_questions: bool) -> str:
    """Return what is stored, for how long, and how to have it deleted."""
    questions = (
        f"• the text of your questions, to improve the answers: {retention_days} days"
        if store_questions
        else "• the text of your questions: only while they are being answered (a minute at most, as a rule)"
    )
    return (
        "<b>What is stored</b>\n"
        f"{questions}\n"
        "• the system that you set or named (type, modules) for this chat, the place that the last answer came from, "
        "and what was asked back with the value or words that you gave for it: "
        f"{retention_days} days after its last change\n"
        "• what the buttons under an answer ask, so that they work later; under a question asked back that can contain "
        f"your words: {retention_days} days\n"
        "• which place of the guideline an answer came from, and whether there was one, without its text: "
        f"{retention_days} days\n"
        "• the dialogues of /diagnose, /measure and /report with what you entered, the photos and files that you "
        "sent for a report, and the codes, steps and measured values that a report may offer: "
        f"{retention_days} days after the last change; a deleted report at once\n"
        f"• your votes and what you write as feedback: {retention_days} days\n\n"
        "Each with your Telegram number and the chat's, nothing else of you. Logs hold no text. Nothing is passed on; "
        "no language model reads along. The operator can read reports. Voice, places, and photos outside a report are "
        "not read.\n\n"
        "/forget deletes all that is stored of you, at once, in every chat."
    )


def forgotten(counts: dict[str, int]) -> str:
    """Return what was deleted."""
    found = [f"{name}: {count}" for name, count in counts.items() if count]
    what = ", ".join(found) if found else "nothing was stored"
    return f"Deleted ({what}). The buttons under earlier answers do not work any more."
