"""Turns texts into vectors with the exported graph: onnxruntime and tokenizers only.

Not here: where the graph comes from (``export.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

THREADS = 1
"""A question is too short to share: measured on two cores, one thread takes 5.4 ms for a long message and two take
6.3, and the second core stays free for the next question."""
BATCH = 32
"""Texts encoded at once; larger batches pad more than they save on two cores."""


class Encoder:
    """The encoder of one index; safe to share between threads."""

    def __init__(self, graph: Path, tokenizer: Path) -> None:
        """Load the graph and the tokenizer.

        :raises Exception: whatever onnxruntime or tokenizers raise for a damaged file; the index turns
            it into ``IndexUnusableError``.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        # The arena keeps the largest batch's memory for ever; questions come one at a time.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        # Waiting threads that spin would hold the second core, which the bot's event loop needs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return unit vectors, float32 of shape (len(texts), dimension)."""
        encodings = [self._tokenizer.encode(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        vectors: np.ndarray | None = None
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            length = max(len(encodings[i].ids) for i in rows)
            ids = np.zeros((len(rows), length), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(rows):
                tokens = encodings[i].ids
                ids[row, : len(tokens)] = tokens
                mask[row, : len(tokens)] = 1
            part = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
            if vectors is None:
                vectors = np.empty((len(texts), part.shape[1]), dtype=np.float32)
            vectors[rows] = part
        if vectors is None:
            raise ValueError("encode() needs at least one text")
        return vectors
