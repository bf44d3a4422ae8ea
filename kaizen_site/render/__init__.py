"""Verb 5: values become text; all wording and wire formats."""
