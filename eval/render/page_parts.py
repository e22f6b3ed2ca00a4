"""Style sheet and script of the report page. Both stand inside the page: it loads nothing."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --text: #1c2430; --soft: #5b6675; --line: #d9dee5; --back: #f5f6f8; --card: #fff;
  --accent: #1e66c8; --good: #2c8a4b; --mid: #d9a21b; --bad: #c7372f; --grey: #98a2af; }
@media (prefers-color-scheme: dark) { :root { --text: #e6eaf0; --soft: #9aa6b5; --line: #323b47; --back: #12161c;
  --card: #1a2028; --accent: #6ea8ff; --good: #58b878; --mid: #e0b64a; --bad: #ef6a61; --grey: #6d7886; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 12px; max-width: 1100px; font: 16px/1.45 system-ui, sans-serif; color: var(--text);
  background: var(--back); overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; margin: .2em 0; } h2 { font-size: 1.1rem; margin: 1.6em 0 .5em; }
h3 { font-size: 1rem; margin: 1em 0 .4em; }
.soft, figcaption { color: var(--soft); font-size: .86rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; }
.card, article, figure, .box { background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 10px 12px; margin: 0; }
.card b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 10px; }
svg { display: block; width: 100%; } svg.bar { height: 8px; margin-top: 5px; }
svg.stack { height: 16px; margin: 4px 0; }
svg text { font-size: 11px; fill: var(--soft); } .grid { stroke: var(--line); stroke-width: 1; }
.line { fill: none; stroke: var(--accent); stroke-width: 2; } .ideal { stroke: var(--grey); stroke-dasharray: 4 4; }
.dot { fill: var(--accent); fill-opacity: .6; } .track { fill: var(--line); }
.range { fill: var(--accent); fill-opacity: .4; }
.mark { fill: var(--accent); } .good { fill: var(--good); } .mid { fill: var(--mid); } .bad { fill: var(--bad); }
.grey { fill: var(--grey); } .plain { fill: var(--accent); }
.key { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin: 0 4px 0 8px; }
.key.good { background: var(--good); } .key.mid { background: var(--mid); } .key.bad { background: var(--bad); }
.key.grey { background: var(--grey); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th, td { padding: 5px 8px 5px 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top;
  font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; } td.diagonal { color: var(--good); font-weight: 600; }
td.off { color: var(--bad); font-weight: 600; }
td svg.bar { min-width: 50px; }
td small { display: block; color: var(--soft); font-size: .78rem; white-space: nowrap; }
summary { cursor: pointer; padding: 8px 0; font-weight: 600; }
.filters { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 8px; margin-bottom: 10px; }
.filters label { font-size: .8rem; color: var(--soft); display: block; }
select, input { width: 100%; font: inherit; padding: 7px; border: 1px solid var(--line); border-radius: 6px;
  background: var(--card); color: var(--text); }
article { margin-bottom: 8px; } article p { margin: .25em 0; } article .question { font-weight: 600; }
article p:not(.question) { display: grid; grid-template-columns: 5em 1fr; font-size: .92rem; }
article p span { color: var(--soft); }
.tag { font-size: .75rem; border: 1px solid var(--line); border-radius: 99px; padding: 1px 8px; margin-right: 4px;
  display: inline-block; color: var(--soft); }
.tag.must { color: var(--bad); border-color: var(--bad); }
.pass { border-left: 5px solid var(--good); } .fail { border-left: 5px solid var(--bad); }
ul { margin: .3em 0; padding-left: 1.2em; }
pre { white-space: pre-wrap; font: inherit; font-size: .85rem; margin: .3em 0; color: var(--soft); }
[hidden] { display: none; }
"""

SCRIPT = """
"use strict";
const form = document.getElementById("filters");
const items = Array.from(document.querySelectorAll("#failures article"));
const count = document.getElementById("count");
function show() {
  const wanted = Array.from(new FormData(form)).filter(([, value]) => value !== "");
  let shown = 0;
  for (const item of items) {
    const fits = wanted.every(([name, value]) =>
      name === "words" ? value.toLowerCase().split(/\\s+/).every((word) => item.dataset.words.includes(word))
                       : item.dataset[name] === value);
    item.hidden = !fits;
    shown += fits;
  }
  count.textContent = shown + " of " + items.length;
  const hash = new URLSearchParams(wanted).toString();
  // replaceState does not work on every file: address; the filter itself must not depend on it
  try { history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search); } catch { }
}
for (const [name, value] of new URLSearchParams(location.hash.slice(1)))
  if (form.elements[name]) form.elements[name].value = value;
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
show();
"""
