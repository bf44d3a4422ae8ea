"""Faults of the world: what stops an operation. A document's fault is never here; it is a `Diagnostic`."""


class KaizenError(Exception):
    """The message is one plain sentence for a person, with the way out."""

    exit_status = 4


class Unreachable(KaizenError):
    """A hub, broker, store or disk did not answer."""


class NotFound(KaizenError):
    """What was asked for does not exist."""

    exit_status = 2


class NothingToCheck(KaizenError):
    """There is no document where one was expected, which is not a success."""

    exit_status = 3


class Refused(KaizenError):
    """Going on would lose or overwrite something."""

    exit_status = 1


class Escapes(KaizenError):
    """A path would leave the folder that it must stay in."""


class MissingExtra(KaizenError):
    """An optional dependency is not installed; the message names the extra."""

    exit_status = 2


class Misconfigured(KaizenError):
    """The project's own configuration can't be used."""

    exit_status = 2
