"""vanban: a plan in YAML becomes a Vietnamese administrative document in Word."""

__version__ = "0.1.0"
