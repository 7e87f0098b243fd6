"""What can go wrong, by what the caller should do about it."""


class ReaderError(Exception):
    """A sentence for people; `status` is what the program exits with."""

    status = 1


class Damaged(ReaderError):
    """Bytes of the vault are not what the format says they must be."""


class Usage(ReaderError):
    """The command cannot be carried out as given: no such snapshot, wrong passphrase."""

    status = 2


class MissingLibrary(ReaderError):
    """This machine lacks a library that the vault's contents need."""

    status = 3
