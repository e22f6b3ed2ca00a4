"""First schema: journal of updates, instances, cards, contexts, feedback, unanswered, refused.

Written out and not taken from ``schema.py``: a migration must stay as it was when later code changes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "updates",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text()),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id"),
    )
    op.create_index("updates_by_state", "updates", ["state", "owner"])
    op.create_index("updates_by_chat", "updates", ["chat_id", "state"])
    op.create_index("updates_by_age", "updates", ["received_at"])
    op.create_table(
        "instances",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("beat_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "cards",
        sa.Column("token", sa.String(16), primary_key=True),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.Column("buttons", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("route", sa.String(16), nullable=False),
        sa.Column("refs", sa.Text(), nullable=False),
        sa.Column("abstained", sa.Boolean(), nullable=False),
        sa.Column("question", sa.Text()),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("cards_by_question", "cards", ["chat_id", "question_id"])
    op.create_index("cards_by_message", "cards", ["chat_id", "message_id"])
    op.create_index("cards_by_user", "cards", ["user_id"])
    op.create_index("cards_by_age", "cards", ["created_at"])
    op.create_table(
        "contexts",
        sa.Column("chat_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("module_type", sa.String(16)),
        sa.Column("modules", sa.Integer()),
        sa.Column("topic", sa.String(64)),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id"),
    )
    op.create_table(
        "feedback",
        sa.Column("card", sa.String(16), primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("vote", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("question", sa.Text()),
        sa.Column("route", sa.String(16), nullable=False),
        sa.Column("refs", sa.Text(), nullable=False),
        sa.Column("abstained", sa.Boolean(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("feedback_by_user", "feedback", ["user_id"])
    op.create_table(
        "unanswered",
        sa.Column("card", sa.String(16), primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text()),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("refs", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("unanswered_by_user", "unanswered", ["user_id"])
    op.create_table(
        "refused",
        sa.Column("user_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    """Remove the tables."""
    for table in ("refused", "unanswered", "feedback", "contexts", "cards", "instances", "updates"):
        op.drop_table(table)
