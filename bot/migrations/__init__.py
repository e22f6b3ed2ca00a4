"""Alembic's environment and the schema's versions, inside the package so that an installed bot can migrate."""
