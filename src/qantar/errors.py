"""Everything that Qantar raises on purpose.

::

    QantarError
    ├── InputError (ValueError)         what was given cannot be used; exit status 2
    │   ├── WhenError                   a time that is no EDTF and none of our extensions
    │   ├── QuantityError               bounds that cross, a count below zero
    │   ├── ForOthers                   a bundle that was packed for another device
    │   └── ProfileError                a publication profile that is incomplete
    ├── CaseError                       the case itself
    │   ├── NotACase (FileNotFoundError)
    │   ├── CaseExists (FileExistsError)
    │   ├── CaseBusy (TimeoutError)     another program writes to it; try again
    │   ├── DiskFailed (OSError)        disk full or failing; nothing half-written is kept
    │   ├── Overtaken                   somebody decided meanwhile; nothing was written
    │   ├── CannotSign                  this copy may be read, but not written to
    │   ├── CaseLocked                  its passphrase is needed, or was wrong
    │   └── DamagedCase                 exit status 3
    ├── Reject (ValueError)             bytes that are no valid entry; nothing was admitted
    ├── UnreadableExhibit               a reader could not read it; kept, listed, import goes on
    └── LeakFound                       the leak test refused a publication

A message names the thing, shows the value, says what would be right, and what to do.
It never holds testimony, names of persons or keys.
"""

__all__ = [
    "CannotSign",
    "CaseBusy",
    "CaseError",
    "CaseExists",
    "CaseLocked",
    "DamagedCase",
    "DiskFailed",
    "ForOthers",
    "InputError",
    "LeakFound",
    "NotACase",
    "Overtaken",
    "ProfileError",
    "QantarError",
    "QuantityError",
    "Reject",
    "UnreadableExhibit",
    "WhenError",
]


class QantarError(Exception):
    """Base of all errors that Qantar raises on purpose."""


class InputError(QantarError, ValueError):
    """What was given cannot be used as it is."""


class WhenError(InputError):
    """A time that is neither EDTF nor one of the documented extensions."""


class QuantityError(InputError):
    """Bounds that cross, or a count below zero."""


class ForOthers(InputError):
    """A bundle that this device cannot open: it was packed for another, or is cut off."""


class ProfileError(InputError):
    """A publication profile that is incomplete or contradicts itself."""


class CaseError(QantarError):
    """Something about the case folder."""


class NotACase(CaseError, FileNotFoundError):
    """The folder holds no case."""


class CaseExists(CaseError, FileExistsError):
    """The folder holds a case already."""


class CaseBusy(CaseError, TimeoutError):
    """Another program kept writing to the case for too long."""


class DiskFailed(CaseError, OSError):
    """The disk is full or failing. What was acknowledged before is still there."""


class Overtaken(CaseError):
    """What a decision was about has changed meanwhile. Nothing was written."""


class CannotSign(CaseError):
    """This copy of the case must not write: no key, or a key used elsewhere too."""


class CaseLocked(CaseError):
    """The case is encrypted, and what would open it was not given or is wrong."""


class DamagedCase(CaseError):
    """Bytes of the case do not hold what was signed."""


class Reject(QantarError, ValueError):
    """Bytes that are no valid entry. Nothing of them was admitted."""


class UnreadableExhibit(QantarError):
    """No text could be had from an exhibit; its bytes are kept."""


class LeakFound(QantarError):
    """The leak test found something that must not go out."""
