"""Why a file could not be read. Facts are plain strings and numbers: they cross a pipe as JSON."""

from __future__ import annotations

from tracker.errors import Missing, Refused, Unusable
from tracker.marks import N_


class NoSuchFile(Missing):
    sentence = N_("There is no file “{path}”. Check its name and its folder.")


class IsAFolder(Unusable):
    sentence = N_("“{path}” is a folder. Name a file in it.")


class NotPermitted(Unusable):
    http_status = 403
    sentence = N_("“{path}” may not be read by this account. Change its permissions, or copy it elsewhere.")


class NotReadable(Unusable):
    """The system refused the bytes for another reason (a device, a network drive that went away)."""

    sentence = N_(
        "“{path}” could not be read from the disk ({reason}). Copy it to this machine and try again."
    )


class EmptyFile(Unusable):
    sentence = N_("“{name}” is empty. Fetch it again from where it came.")


class NoText(Unusable):
    sentence = N_("“{name}” holds no words. Check that it is the right file.")


class NoTextLayer(Unusable):
    sentence = N_(
        "“{name}” has {pages} page(s) of images and no text: it is a scan. "
        "Run it through text recognition first, for example with `ocrmypdf`, and read the result."
    )


class Picture(Unusable):
    sentence = N_(
        "“{name}” is a picture ({found}). Run it through text recognition and read the PDF that this gives."
    )


class Encrypted(Unusable):
    sentence = N_(
        "“{name}” is protected by a password. Save a copy without the password, and read that copy."
    )


class Damaged(Unusable):
    sentence = N_(
        "“{name}” is not a sound {format} file ({reason}). Open it in its own program and save it again."
    )


class Crashed(Unusable):
    """The reading process ended without an answer; what it said stands in the log."""

    sentence = N_("Reading “{name}” failed in the middle ({reason}). Save it again in another format.")


class UnknownFormat(Unusable):
    http_status = 415
    sentence = N_("“{name}” is a file of another kind ({found}). Save it as one of these: {known}.")


class NotText(Unusable):
    http_status = 415
    sentence = N_("“{name}” is neither text nor a document. What can be read: {known}.")


class TooLarge(Refused):
    http_status = 413
    sentence = N_(
        "“{name}” holds more than {limit} MB, the most that is read. Split it, or leave pictures out."
    )


class TooManyPages(Refused):
    http_status = 413
    sentence = N_("“{name}” has {pages} pages; at most {limit} are read. Split it.")


class TooMuchInside(Refused):
    """A zip bomb, or a package that behaves like one."""

    http_status = 413
    sentence = N_(
        "“{name}” unpacks to far more than a report holds (over {limit} MB). It was not opened further."
    )


class TooDeep(Refused):
    """Elements nested deeper than any real document has them."""

    sentence = N_("“{name}” nests its parts too deeply to be a report. Save it again in another format.")


class TooSlow(Refused):
    http_status = 413
    sentence = N_(
        "“{name}” took more than {seconds} seconds to read and was given up. Split it, or simplify it."
    )


class TooMuchMemory(Refused):
    http_status = 413
    sentence = N_("“{name}” needs more than {limit} MB of memory to read. Split it, or leave pictures out.")
