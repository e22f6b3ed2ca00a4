"""Makes ``docs/telegram.png``: a real answer of the bot as a phone would show it.

Run in a checkout with a built index, Chromium and an emoji font (Debian: fonts-noto-color-emoji, fonts-roboto):
``.venv/bin/python docs/picture.py``. The text is what the bot
sends, from the same functions; only the frame around it is drawn here.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from PIL import Image

from assistant import Assistant, ChatContext
from bot.keyboards import answer_keyboard
from bot.present import present

QUESTION = "inverter off, app says EC108 ??"
TARGET = Path(__file__).with_name("telegram.png")
WIDTH, HEIGHT, SCALE = 390, 642, 2
"""A common phone's width in CSS pixels; as high as the answer needs."""
LARGEST_BYTES = 200_000
COLOURS = 128
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
STYLE = """
* { box-sizing: border-box; margin: 0; }
body { width: 390px; background: #d5e3c8 linear-gradient(160deg, #cfe0c3, #dfe9cf 60%, #c9dcc6);
       font: 15.5px/1.32 Roboto, "Noto Sans", "DejaVu Sans", sans-serif; color: #111; }
header { background: #517da2; color: #fff; padding: 10px 16px; display: flex; gap: 12px; align-items: center; }
header b { display: block; font-size: 16.5px; } header span { font-size: 13px; opacity: .85; }
header i { width: 38px; height: 38px; border-radius: 50%; background: #7fb069; display: grid; place-items: center;
           font-style: normal; font-size: 20px; }
main { padding: 10px 8px 12px; display: flex; flex-direction: column; gap: 7px; }
.me { align-self: flex-end; background: #eeffde; border-radius: 14px 14px 3px 14px; padding: 7px 11px; max-width: 82%; }
.bot { background: #fff; border-radius: 14px 14px 14px 3px; padding: 8px 11px; max-width: 94%; }
.reply { border-left: 3px solid #4f9cd9; padding-left: 8px; margin-bottom: 6px; font-size: 13.5px; color: #555; }
.reply b { color: #3a87c0; display: block; }
blockquote { margin: 2px 0; border-left: 3px solid #4f9cd9; background: #eaf3fb; border-radius: 5px; padding: 4px 8px; }
pre { font: 13px/1.35 "DejaVu Sans Mono", monospace; background: #f1f3f5; padding: 6px 8px; border-radius: 5px; }
.keys { max-width: 94%; display: grid; gap: 4px; } .keys div { display: flex; gap: 4px; }
.keys span { flex: 1; background: #6f8f6ecc; color: #fff; text-align: center; border-radius: 8px; padding: 8px 4px;
             font-size: 14px; }
"""


def page(assistant: Assistant) -> str:
    """Return the chat as a page: the question, the answer and its buttons."""
    shown = present(assistant.ask(QUESTION), ChatContext())
    keyboard = answer_keyboard("AAAAAAAA", shown.buttons, shown.votes)
    rows = () if keyboard is None else keyboard.inline_keyboard
    keys = "".join(f"<div>{''.join(f'<span>{escape(b.text)}</span>' for b in row)}</div>" for row in rows)
    # Telegram shows newlines as they are, and none of its own around a quotation.
    text = "\n".join(shown.parts).replace("</blockquote>\n", "</blockquote>").replace("\n<blockquote>", "<blockquote>")
    text = text.replace("\n", "<br>")
    return (
        f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>"
        "<header><i>🔋</i><div><b>Battery-Box assistant</b><span>bot</span></div></header><main>"
        f"<div class=me>{escape(QUESTION)}</div>"
        f"<div class=bot><div class=reply><b>You</b>{escape(QUESTION)}</div>{text}</div>"
        f"<div class=keys>{keys}</div></main>"
    )


def photograph(html: str) -> bytes:
    """Return the page as a PNG, as a browser shows it on a phone."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"docs/picture.py needs a browser: none of {', '.join(BROWSERS)} is installed")
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder, "chat.html"), Path(folder, "chat.png")
        source.write_text(html, encoding="utf-8")
        options = [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile",
            f"--force-device-scale-factor={SCALE}", f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={shot}",
        ]  # fmt: skip
        subprocess.run([browser, *options, source.as_uri()], check=True, capture_output=True)  # noqa: S603  (ours)
        return shot.read_bytes()


def main() -> None:
    """Write the picture."""
    picture = Image.open(io.BytesIO(photograph(page(Assistant.load())))).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    size = TARGET.stat().st_size
    print(f"{TARGET}: {picture.width} x {picture.height} pixels, {size} bytes")
    if size > LARGEST_BYTES:
        sys.exit(f"{TARGET} is larger than {LARGEST_BYTES} bytes: fewer colours, or a shorter answer")


if __name__ == "__main__":
    main()
