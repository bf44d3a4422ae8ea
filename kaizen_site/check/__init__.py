"""Verb 3: what well-shaped values mean together; yields diagnostics, never changes anything."""
