"""What is wrong with a Word template, before anybody renders with it (family M)."""

from vanban.word.template.check.template import check_template

__all__ = ["check_template"]
