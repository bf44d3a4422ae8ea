"""The rules' identities, one module a family: code, slug, severity, why, remedy.

Parsers and checks both report with them, so they lie below the stages. `registry` has them all.
"""
