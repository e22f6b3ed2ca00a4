"""The command line as people and programs call it: real processes, exit codes, one line for an error."""

import json
import subprocess
import sys

import pytest

KEYS = ["question", "route", "text", "citations", "confidence", "abstained", "suggestions", "elapsed_ms"]


def run(*arguments, stdin="", home=None):
    command = [sys.executable, "-m", "assistant.cli", *arguments]
    if home is not None:
        command += ["--home", str(home)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)


def test_ask_json_has_the_keys_of_the_contract():
    result = run("ask", "--json", "EC108")
    answer = json.loads(result.stdout)
    assert result.returncode == 0
    assert list(answer) == KEYS
    assert answer["question"] == "EC108"
    assert answer["route"] == "event_code"
    assert answer["citations"][0] == {
        "ref": "2.9/EC108",
        "title": "EC108 Precharging failure",
        "document": "BYD Battery-Box HVB & HVM+ & HVS+ Service Guideline and Checklist V1.0",
    }
    assert answer["confidence"] == 1.0
    assert answer["abstained"] is False
    assert "combiner box" in answer["text"]


def test_ask_in_a_pipe_prints_plain_markdown():
    result = run("ask", "HVM+", "4 modules", "nominal voltage")
    assert result.returncode == 0
    assert "4 × 50 V = 200 V" in result.stdout
    assert "Guideline V1.0 · 2.10" in result.stdout
    assert "\x1b" not in result.stdout


def test_ask_reads_one_question_from_standard_input():
    assert "EC113 Parallel communication fault" in run("ask", stdin="EC113\n").stdout


def test_jsonl_keeps_the_order_and_takes_objects_with_a_context():
    lines = [
        "EC108",
        '{"question": "and the minimum?", "context": {"module_type": "HVS+", "modules": 3}}',
        "",
        '{"not": json',
        "EC117",
    ]
    result = run("ask", "--jsonl", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0
    assert [answer["question"] for answer in answers] == ["EC108", "and the minimum?", "", '{"not": json', "EC117"]
    assert "3 × 80 V = 240 V" in answers[1]["text"]
    assert [answers[i]["abstained"] for i in (0, 4)] == [False, True]


def test_undecodable_bytes_are_answered_as_well():
    command = [sys.executable, "-m", "assistant.cli", "ask", "--jsonl"]
    result = subprocess.run(command, input=b"EC108 \xff\xfe\n", capture_output=True, check=True)
    assert json.loads(result.stdout)["route"] == "event_code"


@pytest.mark.parametrize(
    ("stdin", "message"),
    [
        (
            '{"text": "EC108"}',
            'assistant: line 1: "question" must be text, not None; give {"question": "EC108"} or plain text',
        ),
        ('{"question": "x", "context": 3}', 'assistant: line 1: "context" must be an object, not 3'),
        (
            '{"question": "x", "context": {"modules": "4"}}',
            'assistant: line 1: "context" takes "module_type" (text) and "modules" (a whole number)',
        ),
    ],
)
def test_a_line_of_the_wrong_form_is_one_line_on_standard_error(stdin, message):
    result = run("ask", "--jsonl", stdin=stdin)
    assert (result.returncode, result.stderr) == (1, message + "\n")


def test_a_bad_setting_is_one_line_and_exit_code_1(tmp_path):
    (tmp_path / "config.toml").write_text("retention_days = 0\n")
    result = run("ask", "EC108", home=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "assistant: retention_days must be at least 1, not 0\n"


@pytest.mark.parametrize("arguments", [("ask", "--jsonl", "EC108"), ("ask", "--wrong"), ("nothing",)])
def test_bad_usage_is_exit_code_2(arguments):
    result = run(*arguments)
    assert result.returncode == 2
    assert "Usage:" in result.stderr


def test_abstaining_is_exit_code_0():
    result = run("ask", "--json", "EC117")
    assert result.returncode == 0
    assert json.loads(result.stdout)["abstained"] is True


def test_chat_keeps_the_context_and_ends_with_the_input():
    result = run("chat", stdin="HVM+ with 5 modules, nominal voltage\nand the minimum?\n\nquit\nEC108\n")
    assert result.returncode == 0
    assert "5 × 50 V = 250 V" in result.stdout
    assert "5 × 40 V = 200 V" in result.stdout
    assert "EC108" not in result.stdout


def test_a_number_is_an_answer_and_not_the_choice_at_that_place():
    result = run("chat", stdin="HVM+ tower 170V\n4\n")
    assert "4 × 40 V = 160 V" in result.stdout
    assert "6 × 40 V" not in result.stdout


def test_a_choice_is_picked_by_its_letter_and_a_code_stays_a_code():
    result = run("chat", stdin="EC1O8\na\n108\n")
    assert result.stdout.count("**EC108 Precharging failure**") == 2


def test_codes_lists_all_and_narrows():
    listed = run("codes").stdout.splitlines()
    assert len(listed) == 41
    assert "EC108\tBCU\tPrecharging failure" in listed
    assert run("codes", "insulation").stdout == "EC124\tBCU\tInsulation failure\n"
    assert "No event code matches 'zebra'" in run("codes", "zebra").stdout


def test_check_passes_and_prints_a_summary():
    result = run("check")
    assert result.returncode == 0
    assert "passages: 99 (41 item, 7 section, 10 overview, 41 event code)" in result.stdout
    assert "0 problems" in result.stdout


def test_ask_for_a_code_loads_no_model():
    script = (
        "import sys; from assistant.cli.main import main\n"
        "try:\n    main(['ask', 'EC108'])\n"
        "finally:\n    heavy = {'onnxruntime', 'faiss', 'torch', 'telegram', 'bm25s', 'numpy'}\n"
        "    print(sorted(heavy & set(sys.modules)))\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_bench_bot_is_one_command_in_both_spellings():
    helps = [run(*words, "--help").stdout for words in (["bench-bot"], ["bench", "bot"])]
    assert "--rate" in helps[0]
    assert helps[0] == helps[1]
