"""The dialogues as people use them in a terminal: real processes, state over restarts, files on disk."""

import json
import re
import stat
import subprocess
import sys

import pytest
from PIL import Image
from pypdf import PdfReader

from assistant import dialogue as d
from assistant.dialogue.report_store import FolderStore, new_id


def run(*arguments, stdin="", home):
    command = [sys.executable, "-m", "assistant.cli", *arguments, "--home", str(home)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)


def test_measure_judges_pasted_values_and_draws_them(tmp_path):
    picture = tmp_path / "bars.png"
    result = run("measure", "HVM+", "51.2", "50.9", "44,1", "51.0", "51.1", "--picture", str(picture), home=tmp_path)
    assert result.returncode == 0
    assert result.stdout.startswith("**Module 3 (44.1 V): low**, below 45 V.")
    assert " 3 ██████████████████████│          44.1 V  low" in result.stdout
    with Image.open(picture) as image:
        assert image.size == (800, 398)


def test_measure_reads_a_column_from_standard_input(tmp_path):
    result = run("measure", stdin="HVS+\n100.1\n99.8\n100.4\n", home=tmp_path)
    assert result.stdout.startswith("**All 3 modules should be fine:** above 90 V.")


def test_a_picture_of_nothing_is_exit_code_1(tmp_path):
    result = run("measure", "205 V, 4 modules HVM+", "--picture", str(tmp_path / "x.png"), home=tmp_path)
    assert (result.returncode, result.stderr) == (1, "No picture: there is no module voltage to draw yet.\n")


def test_diagnose_by_letters_words_and_labels(tmp_path):
    script = "it's blinking white 3 times\nno code, or no app\nit is solved\n"
    result = run("diagnose", stdin=script, home=tmp_path)
    assert result.returncode == 0
    assert "  [a] No LED, no reaction\n" in result.stdout
    assert "  Back · I don't know · Start again · Stop\n" in result.stdout
    assert "3 × white: the fault is in module 3 from the top." in result.stdout
    assert "**Identifying a faulty module / Module exclusion method**" in result.stdout
    assert result.stdout.endswith("**Good.** Solved with: Identifying a faulty module / Module exclusion method.\n")


def test_letters_choose(tmp_path):
    assert "**Only LED off?**" in run("diagnose", stdin="a\na\n", home=tmp_path).stdout


def test_chat_recognises_pasted_numbers_and_commands_and_goes_on_afterwards(tmp_path):
    script = (
        "HVM+ 51.2 50.9 44,1 51.0 51.1\nstop\n/diagnose\na\nstop\n/measure 205 V, 4 modules HVM+\nstop\nEC113\nquit\n"
    )
    result = run("chat", stdin=script, home=tmp_path)
    assert result.returncode == 0
    parts = [
        "**Module 3 (44.1 V): low**",
        "Stopped.",
        "**Press the LED button",
        "Stopped.",
        "4 × 40 V = 160 V",
        "EC113",
    ]
    at = [result.stdout.index(part) for part in parts[:3]]
    assert at == sorted(at)
    assert all(part in result.stdout for part in parts)


def test_a_report_is_filled_over_two_sessions_and_exported(tmp_path):
    photo = tmp_path / "label.png"
    Image.new("RGB", (400, 300), "#335577").save(photo)
    first = (
        "EC108\n/report\ntake over what this chat knows\n2\nP020T020Z2301150123\nall points\n2\n"
        f"/attach {photo} | on the BCU\nclose\nquit\n"
    )
    begun = run("chat", stdin=first, home=tmp_path)
    assert "Kept label.png under “Serial number of the BCU”." in begun.stdout
    id_ = re.search(r"Report (\w+) is kept as a draft: 1 of 19 points filled\.", begun.stdout)[1]

    second = "/report\na\nall points\n6\ntripped\nall points\npreview and export\nexport as pdf\nclose\nquit\n"
    resumed = run("chat", stdin=second, home=tmp_path)
    assert f"**{id_}**" in resumed.stdout
    path = re.search(r"Written: (.*\.pdf)", resumed.stdout)[1]
    text = " ".join(page.extract_text() for page in PdfReader(path).pages)
    for part in (
        f"Service checklist {id_}",
        "EC108 Precharging failure",
        "P020T020Z2301150123",
        "Tripped",
        "on the BCU",
    ):
        assert part in text

    assert run("report", "list", home=tmp_path).stdout.startswith(f"{id_}\t")
    out = run("report", "export", id_, "--format", "json", "--output", "-", home=tmp_path)
    assert json.loads(out.stdout)["id"] == id_


def test_an_unknown_report_is_one_line_and_exit_code_1(tmp_path):
    result = run("report", "export", "nope", home=tmp_path)
    assert result.returncode == 1
    assert result.stderr == "assistant: no report 'nope': see all with: assistant report list\n"


@pytest.mark.parametrize(("name", "told"), [("no.jpg", "is no file here"), ("bad.exe", "only photos")])
def test_what_cannot_be_attached_is_said(tmp_path, name, told):
    (tmp_path / "bad.exe").write_bytes(b"MZ\x90\x00\x03\x00")
    result = run("chat", stdin=f"/report\n/attach {tmp_path / name}\nclose\n", home=tmp_path)
    assert told in result.stdout


def test_a_question_instead_of_a_draft_is_answered(tmp_path):
    run("chat", stdin="/report\nclose\n", home=tmp_path)
    result = run("chat", stdin="/report\nEC108\n", home=tmp_path)
    assert "1 draft of service checklists" in result.stdout
    assert "**EC108 Precharging failure** (BCU)." in result.stdout


# --- the folder of reports --------------------------------------------------------------------------------------------
@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "reports")


def report_with(store, desk, id_, data=None):
    state, _ = d.start(d.Kind.REPORT, desk, id=id_)
    if data is not None:
        kept = d.Attachment(store.keep(data), "a.jpg", "image/jpeg", len(data))
        state, _ = d.advance(state, d.Input(files=(kept,)), desk)
    store.save(state)
    return state


def test_a_report_and_its_files_are_for_their_owner_only(store, desk):
    state = report_with(store, desk, "aaaa", b"photo")
    [file] = d.attachments(state)
    assert store.get("aaaa") == state
    assert store.read(file.id) == b"photo"
    for path in (store.folder / "aaaa.json", store.folder / "files" / file.id):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((store.folder / "files").stat().st_mode) == 0o700


def test_deleting_a_report_removes_its_files_and_exports_but_not_those_of_others(store, desk):
    first, second = report_with(store, desk, "aaaa", b"one"), report_with(store, desk, "bbbb", b"two")
    exports = store.folder / "exports"
    exports.mkdir()
    (exports / "service-checklist-aaaa.pdf").write_bytes(b"%PDF")
    (exports / "service-checklist-bbbb.pdf").write_bytes(b"%PDF")
    store.delete("aaaa")
    assert [report.id for report in store.list()] == ["bbbb"]
    assert store.read(d.attachments(first)[0].id) is None
    assert store.read(d.attachments(second)[0].id) == b"two"
    assert [path.name for path in exports.iterdir()] == ["service-checklist-bbbb.pdf"]


def test_old_reports_are_pruned(store, desk):
    report_with(store, desk, "aaaa", b"one")
    store.prune("2026-12-24", 30)
    assert len(list(store.list())) == 1
    store.prune("2026-12-25", 30)
    assert list(store.list()) == []
    assert list((store.folder / "files").iterdir()) == []


@pytest.mark.parametrize("id_", ["", "..", "../x", "A", "a/b", "x" * 17, "\x00"])
def test_ids_that_are_paths_find_nothing(store, id_):
    assert store.get(id_) is None
    assert store.read(id_) is None


def test_damaged_files_are_passed_over(store, desk):
    report_with(store, desk, "aaaa")
    (store.folder / "bbbb.json").write_text("{")
    assert [report.id for report in store.list()] == ["aaaa"]


def test_ids_are_short_and_easy_to_read_out():
    assert all(re.fullmatch(r"[abcdefghjkmnpqrstuvwxyz2-9]{5}", new_id()) for _ in range(200))


def test_a_question_in_chat_is_answered_while_a_measurement_is_kept(tmp_path):
    script = "HVM+ 51.2 50.9 44,1 51.0 51.1\nEC108\nmodule 3: 51.3\nservice checklist\nclose\nquit\n"
    result = run("chat", stdin=script, home=tmp_path)
    after = result.stdout.partition("**EC108 Precharging failure**")[2]
    answer, _, rest = after.partition("**All 5 modules should be fine:**")
    assert "Module 3" not in answer
    assert "**Service checklist" in rest
