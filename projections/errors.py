"""What can be wrong with a views file.

ViewsError
  NotViews          the file is something else
  ViewsOutdated     written by an older program: rebuild it from the log
  ViewsTooNew       written by a newer program: update the program, or rebuild with this one
  LogInconsistent   the rows of the log contradict one another

and with a question:

NotYet              what it asks for was not so, or not known, at the moment it asks of
"""


class ViewsError(Exception):
    """Something is wrong with a views file; the message says what, where, and what to do."""


class NotViews(ViewsError):
    """The file is not a views file, or is damaged."""


class ViewsOutdated(ViewsError):
    """The file was written in an older format."""


class ViewsTooNew(ViewsError):
    """The file was written in a newer format."""


class LogInconsistent(ViewsError):
    """A row of the log refers to what the log does not have."""


class NotYet(Exception):
    """What a question asks for was not recorded, not published, or did not count yet at the moment it asks of."""
