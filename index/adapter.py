"""The fine-tuned part of the encoder: a low-rank adapter, kept in the repository and merged at build time.

Build time only (torch, peft). Fine-tuning takes half an hour on two cores, a build must not; the adapter
is about a hundredth of the model, so it is kept as data and the model stays the published one.
Making it is in ``tuning.py``.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import BuildError
from index.hashing import sha256_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

ROOT = Path(__file__).resolve().parent / "adapters"
"""One folder a document, named like the document's."""
WEIGHTS = "adapter.safetensors"
ABOUT = "adapter.json"
TARGETS = ("query", "key", "value", "dense")
"""Names of the adapted layers in a BERT encoder: attention and feed-forward."""


@dataclass(frozen=True, slots=True)
class About:
    """What ``adapter.json`` says of an adapter."""

    model: str
    model_sha256: str
    """Hash of the weights that it was trained on; it fits no others."""
    rank: int
    alpha: int
    epochs: int
    seed: int
    questions: int
    """Questions that it was trained on."""


def adapter_sha256(document: str, model_sha256: str) -> str:
    """Return the hash of the adapter that fits a document and a model's weights, "" where there is none."""
    about = about_of(document)
    if about is None or about.model_sha256 != model_sha256:
        return ""
    return sha256_of(ROOT / document / WEIGHTS)


def about_of(document: str) -> About | None:
    """Return what is known of a document's adapter, None where it has none.

    :raises BuildError: ``adapter.json`` is malformed.
    """
    path = ROOT / document / ABOUT
    if not path.is_file():
        return None
    try:
        return About(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise BuildError(f"{path} is malformed ({error}). Make the adapter anew: assistant build --tune") from error


def encoder_of(model: SentenceTransformer) -> Any:
    """Return the transformer inside a sentence-transformers model."""
    first: Any = model[0]
    return first.auto_model


def adapted(encoder: Any, about: About) -> Any:
    """Return the encoder with fresh adapter layers, ready for training or loading."""
    from peft import LoraConfig, get_peft_model

    config = LoraConfig(
        r=about.rank, lora_alpha=about.alpha, lora_dropout=0.05, target_modules=list(TARGETS), bias="none"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # peft reads an attribute that transformers will rename
        return get_peft_model(encoder, config)


def save(encoder: Any, about: About, document: str) -> Path:
    """Write an adapted encoder's adapter (float16) and return its folder."""
    import torch
    from peft import get_peft_model_state_dict
    from safetensors.torch import save_file

    folder = ROOT / document
    folder.mkdir(parents=True, exist_ok=True)
    state = {
        name: value.detach().to(torch.float16).contiguous()
        for name, value in get_peft_model_state_dict(encoder).items()
    }
    save_file(state, folder / WEIGHTS)
    (folder / ABOUT).write_text(json.dumps(asdict(about), indent=1) + "\n", encoding="utf-8")
    return folder


def merge(model: SentenceTransformer, document: str, model_sha256: str) -> bool:
    """Merge the fitting adapter into the model's weights; return False where there is none.

    :raises BuildError: the adapter is damaged, or peft is not installed.
    """
    about = about_of(document)
    if about is None or about.model_sha256 != model_sha256:
        return False
    path = ROOT / document / WEIGHTS
    try:
        import torch
        from peft import set_peft_model_state_dict
        from safetensors.torch import load_file
    except ImportError as error:
        raise BuildError(
            f"Building the index needs peft ({error}). "
            "Install the build parts: pip install -c constraints.txt -e '.[build]'"
        ) from error
    encoder = adapted(encoder_of(model), about)
    try:
        state = {name: value.to(torch.float32) for name, value in load_file(path).items()}
        result: Any = set_peft_model_state_dict(encoder, state)
    except Exception as error:
        raise BuildError(f"{path} is damaged ({error}). Make the adapter anew: assistant build --tune") from error
    if result.unexpected_keys:
        raise BuildError(
            f"{path} does not fit the model: it has {result.unexpected_keys[0]!r}. Make it anew: assistant build --tune"
        )
    encoder.merge_and_unload()
    return True
