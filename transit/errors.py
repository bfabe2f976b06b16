"""What can go wrong, each with a message that names the thing and the remedy.

::

    TransitError
    ├── InputError      a file or value from outside cannot be used
    ├── AreaError       an area folder is missing, unfinished or of another version
    ├── FetchError      something could not be downloaded
    └── StoreError      a register cannot be opened, read or changed
        └── OldRegisterError    it is of another version

"No journey" is an answer, not an error.
"""


class TransitError(Exception):
    """Base of every error that this package raises on purpose.

    Its message is written for the person at the keyboard and is shown without a traceback.
    """


class InputError(TransitError, ValueError):
    """A file, row or value from outside cannot be used."""


class AreaError(TransitError):
    """An area folder is missing, unfinished or made by another version."""


class FetchError(TransitError):
    """Something could not be downloaded."""


class StoreError(TransitError):
    """A register is missing, of another version, or refused by its database."""


class OldRegisterError(StoreError):
    """A register is of another version than this package keeps."""
