"""Every error that this project raises on purpose.

The tree (lowest floor, so that every floor can import it)::

    AssistantError              what happened, the offending value, what to do
    ├── CorpusError             a file of the corpus is malformed (path and line in the message)
    ├── IndexUnusableError      the built index is missing, damaged, foreign or stale
    ├── BuildError              building the index failed or its parts are not installed
    ├── SettingsError           a setting has a value that cannot be used
    ├── EvaluationError         a case file or baseline cannot be used
    └── BotError                the bot cannot start or go on

Not here: abstaining. "The guideline does not answer this" is an ``Answer``, not an error.
"""

from __future__ import annotations

from pathlib import Path


class AssistantError(Exception):
    """Base of all errors; its text is shown to a person as it stands."""


class CorpusError(AssistantError):
    """A file of the corpus cannot be read as what it claims to be."""

    def __init__(self, message: str, path: Path | str | None = None, line: int | None = None) -> None:
        """Put ``path:line:`` before the message where they are known."""
        self.path = None if path is None else str(path)
        self.line = line
        place = "" if self.path is None else f"{self.path}:{line}: " if line is not None else f"{self.path}: "
        super().__init__(place + message)


class IndexUnusableError(AssistantError):
    """The built index is missing, damaged, foreign or stale."""


class BuildError(AssistantError):
    """Building the index failed, or the parts that building needs are not installed."""


class SettingsError(AssistantError):
    """A setting has a value that cannot be used."""


class EvaluationError(AssistantError):
    """A case file, an answers file or a baseline cannot be used."""


class BotError(AssistantError):
    """The bot cannot start or go on."""
