"""Malformed files: each is named with file and line and with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import corpus
from corpus.errors import CorpusError

Edit = Callable[[str, str, str], None]
CODES = "tables/event_codes.toml"
TYPES = "tables/module_types.toml"


def line_of(path: Path, text: str) -> int:
    """Return the line of the first occurrence of a text."""
    return path.read_text(encoding="utf-8").partition(text)[0].count("\n") + 1


def header_of(path: Path, text: str) -> int:
    """Return the line of the row's header that is above the first occurrence of a text."""
    lines = path.read_text(encoding="utf-8").partition(text)[0].splitlines()
    return max(number for number, line in enumerate(lines, 1) if line.startswith("[["))


def refused(root: Path) -> CorpusError:
    """Return the error that loading the copied document ends with."""
    with pytest.raises(CorpusError) as caught:
        corpus.load(root=root, questions=False)
    return caught.value


ROWS = [
    (CODES, 'code = "EC108"', 'code = "EC 108"', "code 'EC 108' is not EC and a number such as EC108"),
    (CODES, 'code = "EC108"', "code = 108", "code = 108 is not text: put it in quotation marks"),
    (CODES, 'code = "EC108"', 'code = "EC106"', "code 'EC106' occurs twice: remove one"),
    (CODES, 'code = "EC108"', 'code = "EC108"\nlevel = "2"', "unknown key 'level': allowed are code, unit"),
    (CODES, 'name = "Precharging failure"', "", "'name' is missing"),
    (CODES, 'name = "Precharging failure"', 'name = " "', "'name' is empty"),
    (CODES, '"precharge failure"', '"Precharge failure"', "alias 'Precharge failure' is not lower case"),
    (CODES, '"precharge failure"', '"precharge fault"', "aliases holds 'precharge fault' twice: remove one"),
    (CODES, 'module_number = "3"', "", "EC303: module_number belongs to family module_loss and only there"),
    (CODES, 'module_number = "3"', 'module_number = "0"', "module_number = '0' is not a whole number above 0"),
    (CODES, 'shared = "another_bcu"', 'shared = "one_alone"', "named by this code only: a merged cell has"),
    (TYPES, 'nominal_v = "100"', 'nominal_v = "hundred"', "nominal_v = 'hundred' is not a voltage such as 1.5"),
    (TYPES, 'nominal_v = "100"', 'nominal_v = "85"', "minimum_operating_v < healthy_v < nominal_v does not hold"),
    (TYPES, 'maximum_modules = "5"', 'maximum_modules = "1"', "HVS+: minimum_modules is above maximum_modules"),
    ("tables/models.toml", 'modules = "10"', 'modules = "11"', "HVB 29.6 has 11 modules: 2 to 10 are possible for HVB"),
    ("tables/models.toml", 'size = "13.8"', 'size = "13.9"', "name 'HVM+ 13.8' is not type and size: HVM+ 13.9"),
    ("tables/led_patterns.toml", 'normal = "false"', 'normal = "no"', "normal = 'no': allowed are true, false"),
    ("tables/glossary.toml", 'term = "SOC"', 'term = "SN"', "term 'SN' occurs twice: remove one"),
    ("tables/safety_notes.toml", "**Warning:** keep", "Keep", "restart: text must begin with '**Warning:** '"),
    ("tables/other_products.toml", 'role = "inverter"', 'role = "solar"', "role = 'solar': allowed are battery"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), ROWS)
def test_a_malformed_row_is_named_with_file_and_line_of_its_header(
    root: Path, folder: Path, edit: Edit, name: str, old: str, new: str, message: str
) -> None:
    line = header_of(folder / name, old)
    edit(name, old, new)
    error = refused(root)
    assert message in str(error)
    assert (error.path, error.line) == (str(folder / name), line)
    assert str(error).startswith(f"{folder / name}:{line}: ")


def test_a_measure_that_differs_within_a_group_is_named(root: Path, folder: Path, edit: Edit) -> None:
    edit(CODES, 'code = "EC128"', "code = 'EC128' # the second of the group that has another measure")
    text = (folder / CODES).read_text(encoding="utf-8")
    head, _, tail = text.partition("code = 'EC128'")
    tail = tail.replace("- Test another BCU, if one is available.", "- Test two BCUs.", 1)
    (folder / CODES).write_text(head + "code = 'EC128'" + tail, encoding="utf-8")
    error = refused(root)
    assert "EC128: its measure differs from that of its group 'another_bcu'" in str(error)
    assert error.line == header_of(folder / CODES, "code = 'EC128'")


def test_broken_toml_is_named_with_its_line(root: Path, folder: Path, edit: Edit) -> None:
    line = line_of(folder / CODES, 'family = "alarm"')
    edit(CODES, 'family = "alarm"', 'family = "alarm')
    error = refused(root)
    assert (error.path, error.line) == (str(folder / CODES), line)
    assert "is not TOML" in str(error)


def test_a_header_inside_a_multi_line_string_does_not_shift_the_lines(root: Path, folder: Path, edit: Edit) -> None:
    edit(CODES, "1. Install the latest firmware.\n", "[[event_code]]\n1. Install the latest firmware.\n")
    edit(CODES, 'code = "EC1003"', 'code = "EC10003"')
    error = refused(root)
    assert error.line == header_of(folder / CODES, 'code = "EC10003"')


def test_an_unknown_table_is_named(root: Path, folder: Path, edit: Edit) -> None:
    edit("tables/models.toml", "[[model]]", "[[modell]]")
    assert "unknown table 'modell': allowed are model" in str(refused(root))


def test_a_missing_table_is_named(root: Path, folder: Path) -> None:
    (folder / "tables/glossary.toml").unlink()
    error = refused(root)
    assert error.path == str(folder / "tables/glossary.toml")
    assert "cannot be read" in str(error)


def test_a_missing_led_pattern_is_named(root: Path, folder: Path) -> None:
    path = folder / "tables/led_patterns.toml"
    head, _, _ = path.read_text(encoding="utf-8").rpartition("[[led_pattern]]")
    path.write_text(head, encoding="utf-8")
    assert "LED patterns are missing: blue_green_together" in str(refused(root))


def test_text_that_is_not_utf_8_is_named(root: Path, folder: Path) -> None:
    (folder / "guideline/2.5.md").write_bytes(b'---\nsection: "2.5"\n---\n# 2.5 \xff\n')
    assert str(refused(root)).startswith(f"{folder / 'guideline/2.5.md'}: is not UTF-8")


MARKDOWN = [
    ("2.5.md", '---\nsection: "2.5"\n---\n', "", 1, "has no front matter"),
    ("2.5.md", 'section: "2.5"', "chapter: 2.5", 2, "front matter 'chapter: 2.5' is not one line such as"),
    ("2.5.md", 'section: "2.5"', 'section: "x"', 2, "section 'x' is not a section number such as 2.3"),
    ("2.5.md", 'section: "2.5"', 'section: "2.6"', 4, "heading '# 2.5': the file of section 2.6"),
    ("2.5.md", "# 2.5 SOC", "Before.\n\n# 2.5 SOC", 4, "text before the first heading: begin with '# 2.5 Title'"),
    ("2.5.md", "## 2.5/35 SOC", "## 2.4/35 SOC", 11, "heading '## 2.4/35': an item of section 2.5"),
    ("2.5.md", "## 2.5/35 SOC", "## SOC", 11, "heading 'SOC at commissioning' is not '# 2.5 Title'"),
    ("2.5.md", "## 2.5/35 SOC", "# 2.5 SOC", 11, "the file of section 2.5 has one such heading"),
    ("2.5.md", "## 2.5/35 SOC", "#### 2.5/35 SOC", 11, "is not '# 2.5 Title', '## 2.5/N Title' or '### Part'"),
    ("2.5.md", "## 2.5/35 SOC", "## 2.5/34 Empty\n\n## 2.5/35 SOC", 11, "2.5/34 has no text under its heading"),
    ("2.5.md", "## 2.5/36 SOC", "## 2.5/35 SOC", 19, "reference 2.5/35 occurs twice, first in guideline/2.5.md:11"),
    ("2.5.md", "The state", "```\ncode\n```\n\nThe state", 6, "a code block cannot stand here"),
    ("2.5.md", "The state", "<div>\n\nThe state", 6, "HTML cannot stand here"),
    ("2.5.md", "The state", "> Mind this.\n\nThe state", 6, "a blockquote is a warning: let each paragraph begin with"),
    ("2.5.md", "The state", "2. Second\n\nThe state", 6, "steps begin with 2: let them begin with 1"),
    ("2.5.md", "The state", "[x](other.md)\n\nThe state", 6, "link target 'other.md' is neither a reference"),
    ("2.5.md", "The state", "- a\n\n  b\n\nThe state", 8, "a list item can hold one paragraph and then lists"),
    ("2.5.md", "The state", "-\n- a\n\nThe state", 6, "empty list item: write its text or remove it"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "message"), MARKDOWN)
def test_malformed_markdown_is_named_with_file_and_line(
    root: Path, folder: Path, edit: Edit, name: str, old: str, new: str, line: int, message: str
) -> None:
    edit(f"guideline/{name}", old, new)
    error = refused(root)
    assert message in str(error)
    assert (error.path, error.line) == (str(folder / "guideline" / name), line)


def test_two_files_of_one_section_are_named(root: Path, folder: Path) -> None:
    (folder / "guideline/2.5b.md").write_text('---\nsection: "2.5"\n---\n# 2.5 Again\n\nText.\n', encoding="utf-8")
    error = refused(root)
    assert "reference 2.5 occurs twice" in str(error)


def test_a_document_without_guideline_files_is_named(root: Path, folder: Path) -> None:
    for path in (folder / "guideline").glob("*.md"):
        path.unlink()
    assert "no guideline files (*.md)" in str(refused(root))


def test_an_unknown_document_is_named(root: Path) -> None:
    with pytest.raises(CorpusError, match="no document 'other' here"):
        corpus.load("other", root=root)


def test_a_document_under_another_name_than_its_folder_is_named(root: Path, folder: Path, edit: Edit) -> None:
    edit("document.toml", 'id = "byd-battery-box-hv"', 'id = "other"')
    error = refused(root)
    assert "id = 'other' is not the folder's name 'byd-battery-box-hv'" in str(error)
