"""Expressions in texts written for many units: `{{ truong.ten }}`, `{% if … %}`.

A text is compiled once and filled once a unit. What it can do is bounded by what it may say, so
that a slip costs neither time nor memory.
"""

from vanban.plan.expressions.sandbox import Kind
from vanban.plan.expressions.syntax import BadExpressionError, masked
from vanban.plan.expressions.texts import KNOWN, Expressions, Filler, Scope

__all__ = ["KNOWN", "BadExpressionError", "Expressions", "Filler", "Kind", "Scope", "masked"]
