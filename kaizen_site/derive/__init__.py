"""Verb 4: new facts from known ones; all policy; the current time is an argument."""
