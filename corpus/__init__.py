"""What is known: guideline passages, structured tables and the question bank, read from files and checked.

Knows nothing of indexes, routing or answers; those floors import this one.
"""

from corpus.load import load

__all__ = ["load"]
