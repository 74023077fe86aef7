"""The errors that the project raises: each message is a sentence that a user can act on."""

import errno

# As torch says it for GPUs, torch for the CPU, OpenCV, and the libraries of CUDA.
_OUT_OF_MEMORY = ("out of memory", "can't allocate memory", "insufficient memory", "alloc_failed")
# As torch says it of CUDA, of AMD's cards and of Intel's: whatever was on the device cannot be reached again.
_DEVICE_LOST = ("cuda error", "hip error", "device_lost", "device lost")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


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


class ProjectError(DmatError):
    """A project file cannot be read or written."""


class Cancelled(DmatError):
    """The user cancelled; nothing of the unfinished work is kept."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error, of whatever library, means that there was not enough memory."""
    text = str(error).lower()
    return isinstance(error, MemoryError) or any(words in text for words in _OUT_OF_MEMORY)


def is_device_lost(error: BaseException) -> bool:
    """Whether an error means that a GPU has stopped working, for this process at least."""
    text = str(error).lower()
    return any(words in text for words in _DEVICE_LOST) and not is_out_of_memory(error)


def sentence_for(error: BaseException, title: str) -> str:
    """Words for an error that nobody foresaw, with a way on; `title` says what failed, as in "The run"."""
    if is_out_of_memory(error):
        return f"{title} needs more memory than there is. Close other programs, or use a smaller picture."
    if is_device_lost(error):
        first = str(error).partition("\n")[0]
        return (
            f"{title} failed, as the GPU stopped working ({first}). Choose the CPU, or start the app again."
        )
    if isinstance(error, OSError) and error.strerror:
        failed = f"{title} failed: {error.strerror} ({error.filename or 'no file named'})."
        return f"{failed} {_way_on(error)}"
    if isinstance(error, OSError) and str(error):  # what raised it, ourselves or a library, has said it
        words = str(error).rstrip(".")
        return f"{title} failed: {words}."
    return (
        f"{title} failed for a reason the app does not know ({type(error).__name__}: {error}). "
        "Your picture and trimap are unchanged; the log has the details."
    )


def _way_on(error: OSError) -> str:
    if error.errno in _FULL:
        return "Make room on the disk, or choose another place."
    if error.errno in _REFUSED:
        return "See who may read and write there, or choose another place."
    return "See whether the file and its folder are there."
