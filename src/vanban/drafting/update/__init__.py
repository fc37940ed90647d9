"""A changed parent plan merged into a child that its unit has edited: base, ours, theirs."""

from vanban.drafting.update.merge import Merged, merge

__all__ = ["Merged", "merge"]
