"""Fine-tunes the encoder on the question bank: the adapter of ``adapter.py``.

Build time only (torch, peft). A classification layer over the references is trained together with the
adapter and then thrown away: the intent head learns anew at each build, so that a line added to the bank
counts at once. Held-out questions are never trained on, nor is any evaluation case.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import corpus as corpus_floor
from corpus.errors import BuildError
from corpus.types import BankQuestion
from index.adapter import About, adapted, encoder_of, save
from index.export import load_model
from index.model import DEFAULT_MODEL, find_model
from index.types import NONE

if TYPE_CHECKING:
    import torch

Progress = Callable[[str, int, int], None]
"""Called with what is being done, steps done and steps in all."""
RANK, ALPHA = 16, 32
EPOCHS = 4
BATCH = 32
TOKENS = 80
"""Longer messages are cut for training: three quarters of an hour become half an hour."""
ADAPTER_RATE, LAYER_RATE = 1e-3, 1e-2
"""Learning rates. All of these were chosen leaving one author of the bank out: hit@1 of the unseen author
rose from 0.85 (published model under the intent head) to 0.88."""
WARM_UP = 50
SCALE = 20.0
"""Logits are cosines times this: unit vectors alone cannot be sure of anything."""
SMOOTHING = 0.05
BUCKET = 640
"""Questions sorted by length together, so that a batch pads little and the order stays random."""
SEED = 0


def tune(
    *,
    document: str = "byd-battery-box-hv",
    model: str = DEFAULT_MODEL,
    progress: Progress = lambda what, done, total: None,
) -> Path:
    """Train the document's adapter, write it and return its folder.

    :raises BuildError: a build part is not installed, or the model cannot be loaded.
    """
    source = find_model(model)
    questions = [question for question in corpus_floor.load(document).questions if not question.held_out]
    about = About(model, source.sha256, RANK, ALPHA, EPOCHS, SEED, len(questions))
    sentence_model = load_model(source.location)
    try:
        import torch

        torch.manual_seed(SEED)
        encoder = adapted(encoder_of(sentence_model), about)
    except ImportError as error:
        raise BuildError(
            f"Fine-tuning needs torch and peft ({error}). "
            "Install the build parts: pip install -c constraints.txt -e '.[build]'"
        ) from error
    _train(encoder, sentence_model.tokenizer, questions, progress)
    return save(encoder, about, document)


def _train(encoder: Any, tokenizer: Any, questions: Sequence[BankQuestion], progress: Progress) -> None:
    import torch

    classes = sorted({ref for question in questions for ref in question.refs or (NONE,)})
    targets = _targets(questions, classes)
    ids = [tokenizer(question.question, truncation=True, max_length=TOKENS)["input_ids"] for question in questions]
    layer = torch.nn.Linear(int(encoder.config.hidden_size), len(classes))
    weights = [parameter for parameter in encoder.parameters() if parameter.requires_grad]
    groups = [{"params": weights, "lr": ADAPTER_RATE}, {"params": layer.parameters(), "lr": LAYER_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    shuffle = random.Random(SEED)  # noqa: S311  (an order, not a secret)
    steps = EPOCHS * -(-len(ids) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
    )
    done = 0
    encoder.train()
    for _ in range(EPOCHS):
        for rows in _batches(ids, shuffle):
            if done % 10 == 0:
                progress("Fine-tuning the encoder", done, steps)
            logits = SCALE * layer(_embed(encoder, [ids[row] for row in rows]))
            loss = torch.nn.functional.cross_entropy(logits, targets[rows], label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            schedule.step()
            done += 1
    progress("Fine-tuning the encoder", done, done)


def _targets(questions: Sequence[BankQuestion], classes: Sequence[str]) -> torch.Tensor:
    """Return the wanted share of each class, float32 of shape (questions, classes)."""
    import torch

    column = {name: i for i, name in enumerate(classes)}
    targets = torch.zeros(len(questions), len(classes))
    for row, question in enumerate(questions):
        refs = question.refs or (NONE,)
        for ref in refs:
            targets[row, column[ref]] = 1 / len(refs)
    return targets


def _batches(ids: Sequence[Sequence[int]], shuffle: random.Random) -> list[list[int]]:
    """Return the rows of each batch: random order, like lengths together."""
    order = list(range(len(ids)))
    shuffle.shuffle(order)
    buckets = [sorted(order[i : i + BUCKET], key=lambda row: len(ids[row])) for i in range(0, len(order), BUCKET)]
    batches = [bucket[i : i + BATCH] for bucket in buckets for i in range(0, len(bucket), BATCH)]
    shuffle.shuffle(batches)
    return batches


def _embed(encoder: Any, ids: Sequence[Sequence[int]]) -> torch.Tensor:
    """Return the mean of the token vectors, of unit length: what the model's own pooling does."""
    import torch

    length = max(map(len, ids))
    tokens = torch.zeros(len(ids), length, dtype=torch.long)
    mask = torch.zeros_like(tokens)
    for row, values in enumerate(ids):
        tokens[row, : len(values)] = torch.tensor(values)
        mask[row, : len(values)] = 1
    hidden = encoder(input_ids=tokens, attention_mask=mask).last_hidden_state
    share = mask.unsqueeze(-1).float()
    return torch.nn.functional.normalize((hidden * share).sum(1) / share.sum(1), dim=1)
