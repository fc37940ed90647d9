"""The command line: one file a verb; each parses, calls, prints and gives an exit code."""

from vanban.cli.app import main

__all__ = ["main"]
