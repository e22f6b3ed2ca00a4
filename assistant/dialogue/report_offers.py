"""What the chat knows already and a report can take over with one tap: system, codes, voltages, checks done.

Nothing is taken over by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.dialogue.facts import Facts
from assistant.dialogue.report_state import Reporting
from assistant.types import ChatContext
from corpus.types import Corpus


def offers(report: Reporting, facts: Facts, context: ChatContext, corpus: Corpus) -> dict[str, str]:
    """Return what can be taken over, by point; only for points that have no answer yet."""
    titles = {code.code: f"{code.code} {code.name}" for code in corpus.event_codes}
    system = [context.module_type, None if context.modules is None else f"{context.modules} modules"]
    modules = [*facts.modules, *([facts.cells] if facts.cells else [])]
    done = [*(titles.get(code, code) for code in facts.codes), *facts.steps]
    found = {
        "system": ", ".join(part for part in system if part),
        "tower_voltage": facts.tower,
        "module_voltages": "\n".join(modules),
        "done": "\n".join(done),
    }
    return {key: text for key, text in found.items() if text and not report.value(key)}


def take(report: Reporting, known: dict[str, str], keys: Iterable[str]) -> Reporting:
    """Return the report with what is known of some points."""
    for key in keys:
        if key in known:
            report = report.with_value(key, known[key])
    return report
