"""A key to withdraw a link with, and a version to tell an old copy of a conversation by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; a link that is there already goes only with its conversation, or in time."""
    op.add_column("shared_links", sa.Column("key_hash", sa.String(64)))
    op.add_column("conversations", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Remove the columns."""
    op.drop_column("shared_links", "key_hash")
    op.drop_column("conversations", "version")
