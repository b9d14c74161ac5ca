"""Alembic migrations; `db.upkeep` runs them."""
