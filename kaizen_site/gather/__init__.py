"""Verb 1: the world becomes `Source` values. With `publish`, the only code that touches disk or network."""
