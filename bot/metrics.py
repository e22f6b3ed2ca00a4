"""What the bot counts, for Prometheus and ``/healthz``; each bot has its own registry."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Bounds of the latency histogram: from a look-up to a message that waited for a flood limit."""


class Metrics:
    """Counters of one bot."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._questions = Counter(
            "assistant_questions", "Questions answered, by route", ["route"], registry=self.registry
        )
        self._abstained = Counter(
            "assistant_abstained", "Questions that the guideline does not answer", registry=self.registry
        )
        self._latency = Histogram(
            "assistant_answer_seconds",
            "From taking a question to its answer being sent",
            registry=self.registry,
            buckets=BUCKETS_S,
        )
        self._errors = Counter("telegram_errors", "Faults of Telegram's API, by kind", ["kind"], registry=self.registry)
        self._updates = Counter("telegram_updates", "Updates taken, by kind", ["kind"], registry=self.registry)
        self._votes = Counter("assistant_votes", "Votes on answers", ["vote"], registry=self.registry)
        self.under_way = Gauge("assistant_under_way", "Questions under way", registry=self.registry)
        self.unreadable = 0
        """Updates that could not be read, since the start."""
        self.last_contact: float | None = None
        """When Telegram was last heard of (monotonic seconds)."""

    def question(self, route: str, abstained: bool, seconds: float) -> None:
        """Count an answered question."""
        self._questions.labels(route).inc()
        if abstained:
            self._abstained.inc()
        self._latency.observe(seconds)

    def telegram_error(self, kind: str) -> None:
        """Count a fault: ``flood``, ``network``, ``conflict``, ``refused``, ``blocked`` or ``unreadable``."""
        self._errors.labels(kind).inc()
        if kind == "unreadable":
            self.unreadable += 1

    def update(self, kind: str) -> None:
        """Count an update that was taken."""
        self._updates.labels(kind).inc()

    def vote(self, vote: str) -> None:
        """Count a vote."""
        self._votes.labels(vote).inc()

    def contact(self) -> None:
        """Remember that Telegram was heard of now."""
        self.last_contact = time.monotonic()

    def exposition(self) -> bytes:
        """Return all counters in Prometheus' text format."""
        return generate_latest(self.registry)
