"""The report page: self-contained, safe with any text, and read in a real browser at a phone's width."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from eval_samples import abstention, case, response, run

from eval.compare import Stored, compare
from eval.render import svg
from eval.render.page import page
from eval.render.words import Evaluation
from eval.run import summaries

HOSTILE = '<script>alert("x")</script> & "quotes" </article>'
LONG = "https://example.org/" + "very-long-address-without-a-break-" * 6


def _evaluation():
    """Return an evaluation with 60 cases, 10 of which fail, compared with one where others did."""
    pairs = []
    for number in range(60):
        kind = ("text", "code", "unanswerable")[number % 3]
        style = ("plain", "real")[number % 2]
        changes = {
            "kind": kind,
            "style": style,
            "question": f"question {number}",
            "split": ("test", "dev")[number % 4 == 0],
        }
        good = (
            abstention() if kind == "unanswerable" else response(confidence=0.5 + number / 120, elapsed_ms=number / 10)
        )
        bad = response(citations=["2.10"], confidence=number / 60, elapsed_ms=4.0)
        pairs.append((case(f"c-{number:02}", **changes), bad if number % 6 == 1 else good))
    pairs[1] = (case("c-01", question=HOSTILE, note=LONG, must=True), response(citations=["2.10"], text=LONG))
    after = run(*pairs)
    before = {result.case.id: result for result in run(*((one, response()) for one, _ in pairs[:50])).results}
    stored = Stored(after.provenance, dict.fromkeys(before, False), before)
    return Evaluation(after, summaries(after), compare(stored, after, {result.case.id for result in after.results}))


@pytest.fixture(scope="module")
def text():
    return page(_evaluation())


class _Reader(HTMLParser):
    """Keeps the addresses that a page would load, its scripts, and whether its elements close in order."""

    VOID = frozenset({"meta", "input", "br", "link", "img"})

    def __init__(self):
        super().__init__()
        self.loads, self.open, self.wrong, self.scripts = [], [], [], 0

    def handle_starttag(self, tag, attributes):
        self.loads += [value for name, value in attributes if name in ("src", "href", "srcset", "action", "data")]
        self.scripts += tag == "script"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.loads += [value for name, value in attributes if name in ("src", "href")]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_page_is_well_formed_loads_nothing_and_runs_only_its_own_script(text):
    reader = _Reader()
    reader.feed(text)
    assert (reader.loads, reader.wrong, reader.open, reader.scripts) == ([], [], [], 1)
    assert not re.search(r"url\(|@import|https?://(?!example\.org)", text)
    assert html.escape(HOSTILE) in text
    assert "default-src 'none'" in text


def test_a_run_that_answers_nothing_has_a_page_too():
    after = run((case("a"), abstention()), (case("b", kind="unanswerable"), abstention()))
    assert "1 of 2" not in page(Evaluation(after, summaries(after), None))


def test_charts_hold_the_values():
    assert svg.curve([(0.5, 0.0), (1.0, 0.25)], title="t", x_label="x", y_label="y").count(" L332.0 ") == 1
    assert (
        svg.histogram([("good", [3, 0]), ("bad", [1, 2])], ["0", "1"], title="t", x_label="x", y_label="y").count(
            "<rect"
        )
        == 3
    )
    assert svg.curve([], title="t", x_label="x", y_label="y").count('class="line"') == 0
    bar = svg.outcome_bar([("good", "correct", 3), ("bad", "wrong & odd", 1)])
    assert 'width="75.00"' in bar
    assert "<title>wrong &amp; odd: 1</title>" in bar


PROBE = """<!doctype html><meta charset="utf-8"><body>
<iframe id="f" style="width:390px;height:800px;border:0"></iframe><pre id="found"></pre><script>
const frame = document.getElementById("f");
frame.onload = () => {
  const inner = frame.contentDocument, form = inner.getElementById("filters");
  const shown = () => Array.from(inner.querySelectorAll("#failures article")).filter((a) => a.offsetHeight > 0).length;
  const set = (name, value) => { form.elements[name].value = value; form.dispatchEvent(new Event("input")); };
  const wide = Array.from(inner.querySelectorAll("body *")).filter((e) => !e.closest(".scroll, svg")
    && e.getBoundingClientRect().right > 390.5).map((e) => e.tagName + "." + e.className);
  const root = inner.documentElement;
  const count = inner.getElementById("count");
  const found = { beyond: root.scrollWidth - root.clientWidth, wide, all: shown(), count: count.textContent };
  set("kind", "code"); found.code = shown();
  set("style", "plain"); found.both = shown(); found.count_both = count.textContent;
  set("kind", ""); set("style", ""); set("words", "QUOTES script"); found.words = shown();
  found.small = Array.from(inner.querySelectorAll("p, td, summary, select")).filter((e) => e.offsetHeight
    && parseFloat(inner.defaultView.getComputedStyle(e).fontSize) < 12).length;
  document.getElementById("found").textContent = JSON.stringify(found);
};
frame.srcdoc = JSON.parse(document.getElementById("page").textContent);
</script>"""


def test_a_real_browser_shows_and_filters_it_at_a_phones_width(text, tmp_path):
    found = json.loads(html.unescape(_in_browser(tmp_path, text)))
    assert (found["beyond"], found["wide"], found["small"]) == (0, [], 0)
    assert (found["all"], found["count"]) == (10, "10 of 10")
    # The failures are c-01, c-07 ... c-55, codes all of them but for c-01: a text.
    assert (found["code"], found["both"], found["words"]) == (9, 0, 1)
    assert found["count_both"] == "0 of 10"


def _in_browser(tmp_path, text):
    """Return what the probe found out about the page."""
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next((path for name in names if (path := shutil.which(name))), None)
    if browser is None:
        pytest.skip("no Chromium is installed here: the page is not checked in a real browser")
    embedded = json.dumps(text).replace("<", "\\u003c")
    probe = tmp_path / "probe.html"
    holder = f'<script type="application/json" id="page">{embedded}</script><script>'
    probe.write_text(PROBE.replace("<script>", holder, 1), encoding="utf-8")
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --virtual-time-budget=5000"
    ).split()
    command = [browser, *flags, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", probe.as_uri()]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)[1]
