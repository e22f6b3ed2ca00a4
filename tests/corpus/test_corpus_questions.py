"""The question bank's format: what a support agent can write, and what is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus
from corpus.errors import CorpusError
from corpus.questions import fold
from corpus.types import BankQuestion


def write(folder: Path, name: str, *lines: str) -> Path:
    """Write a file of the bank and return its path."""
    path = folder / "questions" / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_question_has_the_references_style_and_author_of_its_place(root: Path, folder: Path) -> None:
    write(
        folder,
        "author-z.txt",
        "# a comment",
        "[2.3/18] plain",
        "  wifi gone ",
        "",
        "[2.3/18 2.4/34] real",
        "Hello, #108 again",
        "[none danger]real",
        "bridge the relay",
    )
    assert corpus.load(root=root).questions == (
        BankQuestion("wifi gone", ("2.3/18",), "plain", "", "author-z", False, 3),
        BankQuestion("Hello, #108 again", ("2.3/18", "2.4/34"), "real", "", "author-z", False, 6),
        BankQuestion("bridge the relay", (), "real", "danger", "author-z", False, 8),
    )


def test_files_that_begin_with_heldout_only_fit_thresholds(root: Path, folder: Path) -> None:
    write(folder, "heldout-z.txt", "[2.9/EC108] plain", "precharge?")
    write(folder, "author-z.txt", "[2.9/EC108] plain", "pre-charge?")
    held_out = {question.author: question.held_out for question in corpus.load(root=root).questions}
    assert held_out == {"author-z": False, "heldout-z": True}


def test_windows_line_ends_and_odd_separators_do_not_split_a_message(root: Path, folder: Path) -> None:
    (folder / "questions/z.txt").write_bytes("[2.10] real\r\none\x0btwo\u2028three\r\n".encode())
    [question] = corpus.load(root=root).questions
    assert (question.question, question.line) == ("one\x0btwo\u2028three", 2)


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        (["lost", "[2.10] plain"], 1, "question before the first header"),
        (["[2.10 plain", "x"], 1, "header '[2.10 plain' is not '[REF ...] plain'"),
        (["[2.10] chatty", "x"], 1, "style 'chatty' in header '[2.10] chatty': allowed are plain, real"),
        (["[] plain", "x"], 1, "names no reference"),
        (["# c", "[2.3/99] plain", "x"], 2, "reference '2.3/99' in header '[2.3/99] plain' is no passage"),
        (["[2.9/EC117] plain", "x"], 1, "reference '2.9/EC117'"),
        (["[2.10 2.10] plain", "x"], 1, "reference '2.10' stands twice"),
        (["[none] plain", "x"], 1, "after 'none' comes one of absent, other, danger, instruct, off"),
        (["[none funny] plain", "x"], 1, "after 'none' comes one of absent, other, danger, instruct, off"),
        (["[2.10] plain", "x" * 1001], 2, "line of 1001 characters: 1000 at most"),
        (["[2.10] plain", "ok", "?!"], 3, "'?!' holds no words"),
        (["[2.10] plain", "How  low?", "how low"], 3, "is in the bank already, at z.txt:2: remove one"),
        (["[2.10] plain", "How low", "[2.9] plain", "how low"], 4, "already, at z.txt:2, under another header: remove"),
    ],
)
def test_a_malformed_bank_is_named_with_file_and_line(
    root: Path, folder: Path, lines: list[str], line: int, message: str
) -> None:
    path = write(folder, "z.txt", *lines)
    with pytest.raises(CorpusError) as caught:
        corpus.load(root=root)
    assert message in str(caught.value)
    assert (caught.value.path, caught.value.line) == (str(path), line)


def test_all_doubled_questions_are_named_at_once(root: Path, folder: Path) -> None:
    write(folder, "a.txt", "[2.10] plain", "one", "two")
    write(folder, "b.txt", "[2.10] plain", "One.", "TWO!")
    with pytest.raises(CorpusError) as caught:
        corpus.load(root=root)
    assert str(caught.value) == (
        f"{folder}/questions/b.txt:2: question 'One.' is in the bank already, at a.txt:2: remove one\n"
        "b.txt:3: 'TWO!' is in the bank already, at a.txt:3"
    )


def test_a_line_of_1000_characters_is_read(root: Path, folder: Path) -> None:
    write(folder, "z.txt", "[2.10] real", "x" * 1000)
    [question] = corpus.load(root=root).questions
    assert question.question == "x" * 1000


def test_questions_are_left_out_when_they_are_not_wanted(root: Path, folder: Path) -> None:
    write(folder, "z.txt", "this is no bank")
    assert corpus.load(root=root, questions=False).questions == ()


@pytest.mark.parametrize("other", ["what is  ec108", " What is EC108?", "WHAT IS EC108 ?!", "what is EC108…"])
def test_case_blanks_and_final_punctuation_do_not_make_another_question(other: str) -> None:
    assert fold(other) == fold("what is EC108")


def test_the_real_bank_is_well_formed() -> None:
    bank = corpus.load().questions
    assert {question.style for question in bank} == {"plain", "real"}
    assert {question.tag for question in bank} == {"", "absent", "other", "danger", "instruct", "off"}
