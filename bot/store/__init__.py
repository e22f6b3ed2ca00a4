"""What the bot keeps in its database: journal of updates, cards (messages with buttons), contexts, feedback."""
