"""Verb 2: a `Source` becomes a value of the model or an explanation, once, without touching the world."""
