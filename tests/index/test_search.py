"""Evidence from the real index: order, probabilities, identifiers, parts, passages without bank questions."""

from dataclasses import replace

import faiss
import pytest

from corpus.types import Block, BlockKind, Passage, PassageKind
from index.chunks import chunks_of
from index.lexical import Lexical

QUESTION = "the dongle does not find our wifi since we got the new router"


def test_rankings_are_sorted_by_score_and_reference(index):
    evidence = index.search(QUESTION)
    for ranking in (evidence.ranking, evidence.head, evidence.questions, evidence.passages, evidence.lexical):
        assert list(ranking) == sorted(ranking, key=lambda hit: (-hit.score, hit.ref))
    assert evidence.ranking[0].ref == "2.3/18"


def test_probabilities_and_none_sum_to_one(index):
    evidence = index.search(QUESTION)
    assert sum(hit.score for hit in evidence.ranking) + evidence.none == pytest.approx(1, abs=1e-6)
    assert 0 <= evidence.confidence <= evidence.answerable <= 1


def test_the_same_question_has_the_same_evidence(index):
    assert index.search(QUESTION) == index.search(QUESTION)


@pytest.mark.parametrize("spelling", ["EC 108", "ec-108", "EC108"])
def test_an_exact_code_is_first_for_bm25_in_every_spelling(index, spelling):
    assert index.search(f"what about {spelling} in the list").lexical[0].ref == "2.9/EC108"


@pytest.mark.parametrize(
    ("question", "ref", "part"),
    [
        ("how do I measure the voltage of the whole tower", "2.10", "Measuring the tower"),
        ("which serial numbers and logs does the service team want", "2.10", "What the service team needs"),
        ("how do I log in as installer", "2.8", "Log in"),
    ],
)
def test_the_part_of_a_long_passage_that_was_asked_for_is_named(index, question, ref, part):
    assert index.search(question).parts[ref] == part


def test_where_no_part_leads_the_printed_order_stays(index):
    assert "2.10" not in index.search("zzz qqq").parts


def test_unknown_words_and_odd_texts_do_no_harm(index):
    for text in ("", "   ", "zzzz qqqq", "?" * 5000, "\x00", "电池不充电", "🔋" * 50):
        evidence = index.search(text)
        assert len(evidence.ranking) >= 90


def test_a_passage_without_bank_questions_is_found(index, corpus):
    """A support agent adds a place today and its questions next week."""
    blocks = (
        Block(
            BlockKind.PARAGRAPH, text="Empty the condensate tray below the tower every week and dry it with a cloth."
        ),
    )
    added = Passage(corpus.document.id, "2.12", "Condensate tray", PassageKind.SECTION, blocks)
    chunks = chunks_of((*corpus.passages, added))
    vectors = index.encoder.encode([chunk.text for chunk in chunks])
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    lexical = Lexical.build([chunk.text for chunk in chunks])
    larger = replace(index, chunks=tuple(chunks), passage_vectors=flat, lexical=lexical)
    evidence = larger.search("how often do I have to empty the condensate tray?")
    assert evidence.ranking[0].ref == "2.12"
    assert evidence.answerable > index.calibration.abstain_below
    assert larger.search(QUESTION).ranking[0].ref == "2.3/18"
