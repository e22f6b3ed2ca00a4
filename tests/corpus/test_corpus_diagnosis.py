"""The decision graph is sound, and each way in which it could be broken is found and named with its line."""

import re

import pytest

import corpus as corpus_floor
from corpus.checks import check
from corpus.diagnosis_checks import MOST_TAPS, longest_path, problems_of
from corpus.errors import CorpusError

FILE = "diagnosis.toml"


@pytest.fixture
def problems(root):
    """Return a function that gives the messages of a damaged copy's problems."""

    def found():
        return [str(finding) for finding in check(corpus_floor.load(questions=False, root=root)).problems]

    return found


def test_the_graph_is_sound_short_and_reaches_every_item(whole):
    report = check(whole)
    assert report.problems == ()
    assert longest_path(whole.diagnosis) == MOST_TAPS == 7
    assert "diagnosis: 31 questions, at most 7 taps to a place of the guideline" in report.summary


def test_every_item_and_every_code_is_the_first_measure_of_some_path(whole):
    firsts = {option.ends[0] for node in whole.diagnosis for option in node.ways if option.ends}
    items = {ref for ref in whole.by_ref if re.match(r"2\.[1-7]/|2\.9/EC", ref)}
    assert len(items) == 34 + 41
    assert items <= firsts


def test_every_question_cites_a_place_and_knows_what_not_knowing_means(whole):
    for node in whole.diagnosis:
        assert node.refs
        assert node.unknown.label == "I don't know"
        assert node.unknown.go or node.unknown.ends


def test_labels_fit_a_button_and_differ_within_a_question(whole):
    for node in whole.diagnosis:
        labels = [option.label for option in node.options]
        assert max(map(len, labels)) <= 44
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('go = "order"', 'go = "ordre"', "leads to 'ordre', which is no node: a dead end"),
        ('ends = ["2.1/11", "2.4"]', 'ends = ["2.1/99", "2.4"]', "points to '2.1/99', which is no place of"),
        ('led = "constant_blue"', 'led = "constant_red"', "names the LED pattern 'constant_red', which does not exist"),
        ('ends = ["2.3/27", "2.3/19"]', 'ends = ["2.3/19"]', "no path ends at 2.3/27: add an option"),
        ('codes = "112-134"', 'codes = "113-134"', "no path ends at 2.9/EC112: add an option"),
        ('ends = ["2.4/34", "2.4/33", "2.8"]', 'go = "inv_see"', "a loop: inv_see > "),
        ('label = "Yes, enough modules", go = "tower"', 'label = "Yes, enough modules", go = "led"', "a loop: press"),
    ],
)  # fmt: skip
def test_what_spans_the_graph_is_found_with_its_line(edit, problems, old, new, message):
    edit(FILE, old, new)
    found = [problem for problem in problems() if message in problem]
    assert found
    assert re.match(rf"byd-battery-box-hv/{FILE}:\d+: ", found[0])


def test_a_node_that_nothing_leads_to_is_found(edit, problems):
    edit(FILE, 'go = "blue_volts"', 'go = "trip_volts"')
    assert [problem for problem in problems() if "node 'blue_volts' is not reachable" in problem]


def test_a_path_that_takes_too_many_taps_is_found(folder, problems):
    path = folder / FILE
    text = path.read_text()
    text = text.replace('{ label = "One", go = "inv_cable"', '{ label = "One", go = "extra"')
    text += """
[[node]]
id = "extra"
ask = "One more?"
refs = ["2.4"]
options = [{ label = "Yes", go = "inv_cable" }]
unknown = { go = "inv_cable" }
"""
    path.write_text(text)
    assert [problem for problem in problems() if "more than 7 taps: start > led > inv_see > " in problem]


def test_a_graph_without_a_first_question_is_found(whole):
    without = tuple(node for node in whole.diagnosis if node.id != "start")
    assert list(problems_of(without, whole.by_ref)) == [("has no node 'start': the first question", 1)]


def test_a_lost_graph_is_found(folder, problems):
    (folder / FILE).unlink()
    assert [problem for problem in problems() if "diagnosis.toml" in problem and "missing" in problem]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "press"', 'id = "start"', "node 'start' occurs twice: rename one"),
        ('id = "press"', 'id = "Press!"', "lower case letters, digits and _"),
        ('id = "press"', 'iddd = "press"', "unknown key 'iddd'"),
        ('go = "order", means = "no"', 'go = "order", ends = ["2.1"], means = "no"', "needs either go or ends"),
        ('go = "order", means = "no"', 'means = "no"', "needs either go or ends"),
        ('go = "order", means = "no"', 'go = "order", means = "maybe"', "means = 'maybe': allowed are yes, no"),
        ('"No, it stays dark"', '"Yes, it comes on"', "label 'Yes, it comes on' occurs twice"),
        ('"No, it stays dark"', f'"{"x" * 45}"', "has 45 characters: at most 44 fit a button"),
        ('"stays dark"', '"Stays dark"', "word 'Stays dark' of option 'No, it stays dark' is not lower case"),
        ('codes = "112-134"', 'codes = "134-112"', "codes = '134-112' is not a range such as 100-109"),
        ('codes = "112-134"', 'codes = "140-150"', "no event code between 140 and 150"),
        ('codes = "112-134"', "", "has no options: write options, codes or numbers"),
        ("unknown = { go = \"led\"", "unknwn = { go = \"led\"", "unknown key 'unknwn'"),
        ('unknown = { ends = ["2.7", "3"] }', "", '"unknown" is missing'),
    ],
)  # fmt: skip
def test_a_malformed_row_is_named_with_its_line(root, edit, old, new, message):
    edit(FILE, old, new)
    with pytest.raises(CorpusError, match=re.escape(message)) as error:
        corpus_floor.load(questions=False, root=root)
    assert error.value.line is not None
