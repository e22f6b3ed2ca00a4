"""Puts a finished index into its place at once, and finds one that an interrupted swap left aside.

Builders hold a lock, so that two at once do not harm each other; readers need none: they find either
the old folder or the new one, and retry for the moment between two renames.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

_OLD = ".old"


@contextlib.contextmanager
def building(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside ``target``; on leaving without an error it takes the target's place.

    On an error the half-made folder is removed and the old index stays as it was. Left-overs of builds
    that were killed are removed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(str(target) + ".lock"):
        recover(target)
        for stale in target.parent.glob(target.name + ".tmp-*"):
            shutil.rmtree(stale, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=target.name + ".tmp-", dir=target.parent))
        try:
            yield work
            old = target.with_name(target.name + _OLD)
            shutil.rmtree(old, ignore_errors=True)
            if target.exists():
                target.rename(old)
            work.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def recover(target: Path) -> None:
    """Move the old index back if a build was killed between its two renames."""
    old = target.with_name(target.name + _OLD)
    if old.is_dir() and not target.exists():
        # Another process may do the same, or finish its swap: either way there is an index then.
        with contextlib.suppress(OSError):
            old.rename(target)
