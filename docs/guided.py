"""Makes the pictures of the guided dialogues for README: a diagnosis, measured values, a report's first page.

Run in the project's folder: ``.venv/bin/python docs/guided.py OUT_FOLDER``. Needs Chromium and pdftoppm (poppler-utils).
"""

from __future__ import annotations

import base64
import html
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

import corpus as corpus_floor
from assistant import dialogue as d
from assistant.compose import compose
from assistant.normalise import normalise
from assistant.route import route
from assistant.types import ChatContext, Draft, Route
from bot.dialogue_files import captioned
from bot.dialogue_screens import screen_buttons, screen_parts

WIDTH, TALLEST, MARGIN = 488, 2400, 14
"""Pixels: a phone's width; more than any of these chats is high; below the last button."""
STYLE = """
body { margin: 0; background: #dfe6ea; font: 17px/1.4 'DejaVu Sans', sans-serif; color: #1f2933; }
main { width: 460px; padding: 14px; }
.me { background: #d3f2c8; border-radius: 14px 14px 3px 14px; padding: 8px 12px; margin: 8px 0 8px auto; width: fit-content; }
.it { background: #fff; border-radius: 14px 14px 14px 3px; padding: 10px 14px; margin: 8px 0 4px; white-space: pre-wrap; }
blockquote { border-left: 4px solid #c77700; padding: 2px 0 2px 10px; margin: 0; } img { width: 100%; display: block; }
pre { font: 14px/1.35 'DejaVu Sans Mono', monospace; background: #f1f3f5; padding: 6px 8px; border-radius: 5px; margin: 0; }
.taps { display: grid; gap: 4px; } .taps div { display: flex; gap: 4px; }
.taps span { background: #b9c9d3; border-radius: 8px; padding: 7px 4px; text-align: center; flex: 1; font-size: 15px; }
"""


def main(out: Path) -> None:
    """Write the pictures."""
    corpus = corpus_floor.load(questions=False)

    def ask(question, context):
        draft = route(normalise(question), corpus, context) or Draft(Route.NONE, ())
        return compose(question, draft, corpus, context)

    store = {"p1": (out / "label.jpg").read_bytes()} if (out / "label.jpg").exists() else {}
    desk = d.Desk(corpus, ask, store.get, "2026-11-24")
    state, screen = d.start(d.Kind.DIAGNOSE, desk, id="k3f9")
    talk = [me("/diagnose"), it(screen)]
    state, screen = d.advance(state, d.Input(text="it's blinking white 3 times"), desk)
    talk += [me("it's blinking white 3 times"), it(screen)]
    picture("".join(talk), out / "guided-diagnose.png")
    text = "HVM+ 51.2 50.9 44,1 51.0 51.1"
    _, screen = d.start(d.Kind.MEASURE, desk, d.Given(text=text), id="k3f9")
    picture(me(text) + it(screen), out / "guided-measure.png")
    report(desk, out)


def me(text: str) -> str:
    return f'<div class="me">{html.escape(text)}</div>'


def it(screen: d.Screen) -> str:
    """Return a screen as the bot sends it: a picture and its text in two messages, unless the text fits below it."""
    parts = screen_parts(screen)
    buttons, widths = screen_buttons(screen)
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(file.data).decode()}">' for file in screen.attachments
    )
    texts = "</div><div class=it>".join(parts).replace("</blockquote>\n", "</blockquote>")
    body = texts.replace("\n<blockquote>", "<blockquote>").replace("</pre>\n", "</pre>").replace("\n<pre>", "<pre>")
    if images and not captioned(parts, screen.attachments):
        images = f"{images}{html.escape(screen.attachments[0].caption)}</div><div class=it>"
    labels = iter([html.escape(button.label) for button in buttons])
    rows = "".join(f"<div>{''.join(f'<span>{next(labels)}</span>' for _ in range(width))}</div>" for width in widths)
    return f'<div class="it">{images}{body}</div><div class="taps">{rows}</div>'


def picture(body: str, path: Path) -> None:
    """Write a chat as a picture that ends where the chat ends."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><main>{body}</main>')
        flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
        flags += " --disable-component-update --disable-sync --hide-scrollbars"
        command = ["chromium", *flags.split(), f"--user-data-dir={folder}/u", f"--window-size={WIDTH},{TALLEST}"]
        subprocess.run([*command, f"--screenshot={path}", page.as_uri()], check=True, capture_output=True)
    with Image.open(path) as whole:
        image = whole.convert("RGB")
    ground = Image.new("RGB", image.size, image.getpixel((0, TALLEST - 1)))
    bottom = ImageChops.difference(image, ground).getbbox()[3] + MARGIN
    if bottom > TALLEST:
        raise SystemExit(f"{path}: the chat is higher than {TALLEST} pixels")
    image.crop((0, 0, WIDTH, bottom)).save(path, optimize=True)


def report(desk: d.Desk, out: Path) -> None:
    facts = d.Facts(
        codes=("EC311",),
        steps=("What is the trouble? No LED, no reaction", "Measure shown: 2.1/9 Voltage measurement"),
        tower="248.3 V",
        modules=tuple(f"module {n}: {v} V" for n, v in enumerate(("51.2", "50.9", "44.1", "51.0", "51.1"), 1)),
        cells="lowest cell 1.2 V (cell 7 of module 3)",
    )
    state, _ = d.start(d.Kind.REPORT, desk, d.Given(context=ChatContext("HVM+", 5), facts=facts), id="k3f9")
    answers = {
        "bcu_serial": "P020T020Z2301150123",
        "module_serials": "P030T020Z2012345 (module 3)",
        "switch": "Tripped",
        "firmware": "BMS 3.24",
        "shutdown": "Yes",
        "how": "Five weeks without sun; the inverter was off from 20 October.",
        "installed": "2025-03-31",
        "commissioned": "2025-04-02",
        "happened": "2026-11-20, found when the sun came back",
        "never_ran": "Yes, it ran before",
        "inverter": "Fronius GEN24 10.0",
    }
    state, _ = d.advance(state, d.Input(tap="take"), desk)
    for key, value in answers.items():
        state, _ = d.advance(state, d.Input(tap=f"f:{key}"), desk)
        state, _ = d.advance(state, d.Input(text=value), desk)
    _, screen = d.advance(state, d.Input(tap="export:pdf"), desk)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(screen.attachments[0].data)
        subprocess.run(
            [
                "pdftoppm",
                "-r",
                "72",
                "-png",
                "-f",
                "1",
                "-l",
                "1",
                "-singlefile",
                str(path),
                str(out / "guided-report"),
            ],
            check=True,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
