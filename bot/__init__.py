"""The Telegram bot: updates in, answers out.

It only translates between Telegram and ``assistant``; it knows nothing of codes, volts or vectors.
"""
