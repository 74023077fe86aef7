"""The errors that the project raises: each message is a sentence a user can act on."""


class DmatError(Exception):
    """Base of every error that is ours; its text is meant to be shown to the user as it is."""


class PictureError(DmatError):
    """A picture cannot be read, written, or used."""


class TrimapError(DmatError):
    """A trimap cannot be read, or does not go with its picture."""


class CheckpointError(DmatError):
    """A model file cannot be read, or its tensors are not those of the model it names."""


class SettingsError(DmatError):
    """A setting lies outside what the method or the machine can do."""


class DataError(DmatError):
    """A data set's folder or files are not as its layout says."""


class Cancelled(DmatError):
    """The user cancelled; nothing of the unfinished work is kept."""
