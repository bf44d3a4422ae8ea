"""Verb 6: text goes into the world; the only writing."""
