"""An evaluation as JUnit XML, which CI servers show case by case."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree

from eval.render.words import Evaluation, asked, expected, got

_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Characters that XML 1.0 cannot hold."""


def junit(evaluation: Evaluation) -> str:
    """Return one test case a case; a case that is not right is a failure, one that must never fail an error.

    The gate is a test case of its own where the run was compared.
    """
    results, comparison = evaluation.run.results, evaluation.comparison
    suite = Tree.Element("testsuite", name=f"assistant eval {evaluation.run.provenance.system}")
    failures = errors = 0
    for result in results:
        case = result.case
        seconds = f"{result.response.elapsed_ms / 1000:.6f}"
        name = {"classname": f"eval.{case.split}.{case.kind}", "name": case.id, "time": seconds}
        element = Tree.SubElement(suite, "testcase", name)
        if not result.right:
            errors += case.must
            failures += not case.must
            problem = Tree.SubElement(element, "error" if case.must else "failure", message=_clean(result.why))
            problem.text = _clean(f"{asked(case)}\nexpected: {expected(case)}\ngot: {got(result.response)}")
    if comparison is not None:
        element = Tree.SubElement(suite, "testcase", classname="eval", name="gate", time="0")
        if comparison.objections:
            failures += 1
            Tree.SubElement(element, "failure", message=_clean("; ".join(comparison.objections)))
    suite.set("tests", str(len(results) + (comparison is not None)))
    suite.set("failures", str(failures))
    suite.set("errors", str(errors))
    Tree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(suite, encoding="unicode") + "\n"


def _clean(text: str) -> str:
    return _NOT_XML.sub("�", text)
