"""Everything that the tracker refuses or fails at, as one tree.

    TrackerError
    ├── InputError                  something that was given is unusable
    │   ├── UnreadableFile          missing, no permission, a folder
    │   ├── EmptyText               nothing to read in it
    │   ├── NotText                 binary, or in another encoding
    │   ├── TooLong                 beyond what is read of one report
    │   ├── Unreachable             an address that gives nothing that can be read
    │   ├── OffLimits               an address that may not be read
    │   ├── BadRow                  a JSONL row or a header that is not as described
    │   ├── MissingPublicationDate  never guessed
    │   ├── BadDate                 not in the calendar, or not written as a date
    │   ├── NothingToDraw           a picture of what nothing is known of
    │   ├── UnwritableFile          a place where no file can be put
    │   └── UnknownPolity           no code and no name of a polity
    ├── Refused                     a rule of the domain says no
    │   ├── EvidenceMissing         a quote that is not in the report
    │   ├── UnknownEvent            no such event, or not one only
    │   ├── UnknownPublisher        no report in the store is by it
    │   └── UnknownReport           no such report, or not one only
    ├── ClusterUnusable             the machines that were to read cannot
    └── StoreError                  the store cannot do it
        ├── StoreMissing            there is none yet
        ├── NotOurStore             a file of another kind
        ├── StoreTooNew             written by a newer program
        ├── StoreBusy               another writer holds it for too long
        ├── StoreDamaged            what it holds cannot be read
        └── StoreUnwritable         no permission, no space, read-only

They are named after what is wrong, without "Error" at the end: `except UnknownPolity` reads as it is meant.
The message of each is one line for the person who sees it: what was wrong, where, and what to do.
"""


class TrackerError(Exception):
    """Anything that the tracker says no to; `str(error)` is a line for a person."""


class InputError(TrackerError):
    """Something that was given is unusable."""


class UnreadableFile(InputError):
    """A file is missing, a folder, or may not be read."""


class EmptyText(InputError):
    """A report has no text."""


class NotText(InputError):
    """A file is binary, or its encoding is another than it should be."""


class TooLong(InputError):
    """A file, a text or a value is longer than what is read of one report."""


class Unreachable(InputError):
    """An address does not answer, answers with an error, or sends nothing that can be read.

    `wait` are the seconds after which its server wants to be asked again, 0 where it does not say so.
    """

    def __init__(self, message: str, *, wait: float = 0) -> None:
        super().__init__(message)
        self.wait = wait


class OffLimits(InputError):
    """An address that may not be read: of a private network, or closed to programs by its owner."""


class BadRow(InputError):
    """A row of a JSONL file, or a front-matter header, is not as described."""


class MissingPublicationDate(InputError):
    """A report does not say when it came out, and nobody else did."""


class BadDate(InputError):
    """A date is impossible, or written in another way than it should be."""


class NothingToDraw(InputError):
    """Nothing is known of what a picture is to show."""


class UnwritableFile(InputError):
    """A file cannot be written where it was asked for."""


class UnknownPolity(InputError):
    """A name or code that belongs to no polity."""


class Refused(TrackerError):
    """A rule of the domain says no."""


class EvidenceMissing(Refused):
    """The words that should prove an event do not stand in the report."""


class UnknownEvent(Refused):
    """No event has this id, or more than one begins with it."""


class UnknownPublisher(Refused):
    """No report in the store is by a publisher of that name."""


class UnknownReport(Refused):
    """No report has this id, or more than one begins with it."""


class ClusterUnusable(TrackerError):
    """The cluster that was to read reports cannot be reached, is gone, or reads otherwise."""


class StoreError(TrackerError):
    """The store cannot do what was asked."""


class StoreMissing(StoreError):
    """There is no store at the address."""


class NotOurStore(StoreError):
    """The file is of another kind."""


class StoreTooNew(StoreError):
    """The store was written by a newer program."""


class StoreBusy(StoreError):
    """Another writer held the store for longer than we wait."""


class StoreDamaged(StoreError):
    """What the store holds cannot be read as what it should be."""


class StoreUnwritable(StoreError):
    """The store may not be written, or its disk is full."""
