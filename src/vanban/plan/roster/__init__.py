"""Rosters (`data/truong`): one row a unit, from CSV or a spreadsheet."""

from vanban.plan.roster.codes import by_code
from vanban.plan.roster.read import SUFFIXES, Roster, columns_of, read_roster, read_table

__all__ = ["SUFFIXES", "Roster", "by_code", "columns_of", "read_roster", "read_table"]
