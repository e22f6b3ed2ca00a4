"""Renderers: one answer, several looks. Telegram's HTML is in ``bot``."""
