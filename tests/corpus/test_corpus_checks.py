"""The checks of a whole corpus: the real one has no problem, and each kind of damage is found with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import corpus
from corpus.checks import Finding, Report, check
from corpus.load import folder_hash
from corpus.types import BankQuestion, Corpus

Edit = Callable[[str, str, str], None]


def checked(root: Path) -> Report:
    """Return the report on the copied document."""
    return check(corpus.load(root=root, questions=False))


def test_the_real_corpus_has_no_problem(whole: Corpus) -> None:
    report = check(whole)
    assert report.problems == ()
    assert report.ok


def test_the_summary_counts_what_there_is(whole: Corpus) -> None:
    lines = check(whole).summary
    assert lines[1] == "passages: 99 (41 item, 7 section, 10 overview, 41 event code)"
    assert lines[2].startswith("tables: 41 event codes, 3 module types, 19 models, 7 LED patterns, ")
    assert lines[3] == "diagnosis: 31 questions, at most 7 taps to a place of the guideline"
    assert lines[4] == "question bank: not read, or empty"


@pytest.mark.parametrize(
    ("name", "old", "new", "message", "path"),
    [
        ("guideline/2.5.md", "## 2.5/36 SOC", "## 2.5/37 SOC", "2.5/36 is missing", "guideline/2.5.md"),
        ("guideline/2.5.md", "## 2.5/36 SOC", "## 2.5/42 SOC", "2.5/42 is no place", "guideline/2.5.md"),
        ("guideline/2.6.md", "[2.8](2.8)", "[2.12](2.12)", "points to '2.12', which is no place", "guideline/2.6.md"),
        ("guideline/2.6.md", "[2.8](2.8)", "[2.8](2.9/EC117)", "points to '2.9/EC117'", "guideline/2.6.md"),
        ("tables/event_codes.toml", "[2.4](2.4)", "[2.4](2.4/99)", "points to '2.4/99'", "tables/event_codes.toml"),
        ("tables/led_patterns.toml", '["2.3/21"]', '["2.3/28"]', "points to '2.3/28'", "tables/led_patterns.toml"),
        ("tables/glossary.toml", 'refs = ["2.8"]', 'refs = ["2.13"]', "points to '2.13'", "tables/glossary.toml"),
        ("tables/safety_notes.toml", '"2.4/33"', '"2.4/35"', "points to '2.4/35'", "tables/safety_notes.toml"),
        ("tables/event_codes.toml", '"EC134"', '"EC135"', "EC134 is missing", "tables/event_codes.toml"),
        ("tables/event_codes.toml", '"EC134"', '"EC135"', "EC135 is no event code", "tables/event_codes.toml"),
        (
            "tables/event_codes.toml",
            '"precharge failure"',
            '"watchdog fault"',
            "alias 'watchdog fault' belongs to EC108, EC133, which are not twins",
            "tables/event_codes.toml",
        ),
        (
            "tables/event_codes.toml",
            'shared = "another_bcu"\n',
            "",
            "EC114 shares its measure with EC115, EC116, EC124, EC125, EC126, EC127, EC128, EC133 in the guideline",
            "tables/event_codes.toml",
        ),
        (
            "tables/models.toml",
            '[[model]]\nname = "HVB 5.9"\ntype = "HVB"\nsize = "5.9"\nmodules = "2"\n',
            "",
            "8 models of HVB, 9 are listed in the guideline",
            "tables/models.toml",
        ),
        ("document.toml", '"HVB", "HVM+"', '"HVM+", "HVB"', "not the document's products", "tables/module_types.toml"),
    ],
)
def test_damage_is_found_with_its_file(
    root: Path, edit: Edit, name: str, old: str, new: str, message: str, path: str
) -> None:
    edit(name, old, new)
    report = checked(root)
    [finding] = [finding for finding in report.problems if message in finding.message]
    assert finding.path == f"byd-battery-box-hv/{path}"
    assert not report.ok


def test_a_wrong_cross_reference_is_found_with_its_line(root: Path, folder: Path, edit: Edit) -> None:
    edit("guideline/2.6.md", "How to get them: [2.8](2.8)", "How to get them: [2.8](2.12)")
    lines = (folder / "guideline/2.6.md").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("## 2.6/38"))
    assert checked(root).problems == (
        Finding("points to '2.12', which is no place of the guideline", "byd-battery-box-hv/guideline/2.6.md", line),
    )


def test_a_missing_section_is_found_with_its_items_and_who_points_there(root: Path, folder: Path) -> None:
    (folder / "guideline/2.5.md").unlink()
    found = [str(finding) for finding in checked(root).problems]
    for ref in ("2.5", "2.5/35", "2.5/36"):
        assert f"byd-battery-box-hv/guideline/2.5.md: {ref} is missing: the guideline has it" in found
    assert any(re.search(r"guideline/2\.md:\d+: points to '2\.5'", text) for text in found)


def test_a_doubled_reference_is_found(whole: Corpus) -> None:
    doubled = replace(whole, passages=(*whole.passages, replace(whole.passages[0], line=99)))
    assert "byd-battery-box-hv/guideline/0.md:99: reference 0 occurs twice, first in guideline/0.md:4" in [
        str(finding) for finding in check(doubled).problems
    ]


def bank_of(refs: tuple[str, ...], count: int, *, tag: str = "", style: str = "real") -> list[BankQuestion]:
    """Return questions for the places named, one in ten of them held out."""
    return [BankQuestion(f"{refs} {tag} {n}", refs, style, tag, "author-z", n % 10 == 0, n + 1) for n in range(count)]


def full_bank(whole: Corpus) -> list[BankQuestion]:
    """Return a bank in which every amount is just reached."""
    losses = {code.ref for code in whole.event_codes if code.module_number is not None}
    broad = {"2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.10"}
    bank = bank_of((), 1000, tag="absent")
    for passage in whole.passages:
        if passage.ref != "2":
            needed = 60 if passage.ref in broad else 12 if passage.ref in losses else 40
            bank += bank_of((passage.ref,), needed)
    return bank


def test_a_bank_that_just_reaches_every_amount_has_no_warning(whole: Corpus) -> None:
    assert check(replace(whole, questions=tuple(full_bank(whole)))).warnings == ()


@pytest.mark.parametrize(
    ("refs", "message"),
    [
        (("2.3/18",), "2.3/18 has 39 questions, 40 are wanted"),
        (("2.9/EC108",), "2.9/EC108 has 39 questions, 40 are wanted"),
        (("2.9/EC403",), "2.9/EC403 has 11 questions, 12 are wanted"),
        (("2.10",), "2.10 has 59 questions, 60 are wanted"),
        (("2.4",), "2.4 has 59 questions, 60 are wanted"),
        ((), "999 questions that nothing answers (none), 1000 are wanted"),
    ],
)
def test_one_question_too_few_is_a_warning(whole: Corpus, refs: tuple[str, ...], message: str) -> None:
    bank = full_bank(whole)
    bank.remove(next(question for question in bank if question.refs == refs and not question.held_out))
    report = check(replace(whole, questions=tuple(bank)))
    assert [str(finding) for finding in report.warnings] == [f"byd-battery-box-hv/questions: {message}"]
    assert report.ok


def test_shares_that_are_off_are_warnings(whole: Corpus) -> None:
    bank = [replace(question, style="plain", held_out=False) for question in full_bank(whole)]
    assert [finding.message for finding in check(replace(whole, questions=tuple(bank))).warnings] == [
        "0% are held out, 8% to 12% are wanted",
        "0% are real messages, at least 50% are wanted",
    ]


def test_a_question_that_points_nowhere_is_a_problem(whole: Corpus) -> None:
    bank = (BankQuestion("x", ("2.13",), "plain", "", "author-z", False, 7),)
    assert [str(finding) for finding in check(replace(whole, questions=bank)).problems] == [
        "byd-battery-box-hv/questions/author-z.txt:7: points to '2.13', which is no place of the guideline"
    ]


def test_the_hash_changes_with_every_file_and_only_with_files_that_count(folder: Path) -> None:
    before = folder_hash(folder)
    assert len(before) == 64
    (folder / ".hidden").write_text("x", encoding="utf-8")
    assert folder_hash(folder) == before
    (folder / "questions/z.txt").write_text("[2.10] plain\nx\n", encoding="utf-8")
    with_bank = folder_hash(folder)
    assert with_bank != before
    (folder / "questions/z.txt").rename(folder / "questions/y.txt")
    assert folder_hash(folder) != with_bank


def test_loading_twice_gives_the_same_corpus(whole: Corpus) -> None:
    assert corpus.load(questions=False) == whole
