"""Exports a sentence-transformers model to one ONNX graph with its tokenizer.

Build time only (torch, sentence-transformers, onnx). The graph holds the whole encoder, pooling and
normalisation included, so serving has nothing of the model's recipe to repeat.
"""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import BuildError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

OPSET = 18
"""The first opset with every operator that torch's exporter emits for BERT-like encoders unsplit."""


def load_model(location: str) -> SentenceTransformer:
    """Return the model, on the CPU, ready for inference.

    :raises BuildError: the build parts are not installed, or the location holds no model.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise BuildError(
            f"Building the index needs sentence-transformers ({error}). "
            "Install the build parts: pip install -c constraints.txt -e '.[build]'"
        ) from error
    try:
        with _quiet():
            return SentenceTransformer(location, device="cpu").eval()
    except (OSError, ValueError, RuntimeError) as error:
        raise BuildError(
            f"The model {location!r} cannot be loaded: {error}. Name a folder or a model that is on this machine."
        ) from error


def export(model: SentenceTransformer, folder: Path, *, int8: bool) -> None:
    """Write ``encoder.onnx`` and ``tokenizer.json`` of the model into ``folder``.

    :param int8: store the weights of matrix products as 8-bit integers (a quarter of the size).
    """
    import onnx
    import torch

    class Encoder(torch.nn.Module):
        """The model as a function of two arrays."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
            vector: torch.Tensor = features["sentence_embedding"]
            return torch.nn.functional.normalize(vector, p=2, dim=1)

    batch, length = torch.export.Dim("batch"), torch.export.Dim("length")
    ids = torch.ones(2, 7, dtype=torch.long)
    float_path = folder / "encoder-float.onnx"
    with _quiet(), torch.no_grad():
        torch.onnx.export(
            Encoder().eval(),
            (ids, torch.ones_like(ids)),
            float_path,
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence_vector"],
            dynamic_shapes={"input_ids": {0: batch, 1: length}, "attention_mask": {0: batch, 1: length}},
            opset_version=OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    target = folder / "encoder.onnx"
    if int8:
        from onnxruntime.quantization import QuantType, quantize_dynamic

        with _quiet():
            graph = onnx.load(str(float_path))
            # Shape records of the float graph contradict the quantised one and only slow loading.
            del graph.graph.value_info[:]
            quantize_dynamic(graph, str(target), weight_type=QuantType.QInt8, per_channel=True)
        float_path.unlink()
    else:
        float_path.rename(target)
    tokenizer: Any = model.tokenizer
    backend = tokenizer.backend_tokenizer
    backend.no_padding()
    backend.enable_truncation(int(model.max_seq_length or 256))
    backend.save(str(folder / "tokenizer.json"))


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Silence the exporters' progress prints and deprecation warnings; errors still raise."""
    loggers = [logging.getLogger(name) for name in ("torch.onnx", "root", "transformers", "onnxscript", "onnx_ir")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
