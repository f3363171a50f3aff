"""The address of a PostgreSQL server that keeps a log, and what of it may be shown.

An address may hold a password. It is taken apart here and never handed on as one text, so that no message, of ours or
of the database's, can repeat a part that was meant as a secret: what cannot be taken apart is refused without being
quoted.
"""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from tracker.errors import StoreError

SCHEMES = ("postgresql", "postgres")

_SECRET = frozenset({"password", "sslpassword"})
_PLACE = ("service", "host", "hostaddr", "port", "dbname", "user")
"""The parameters that say which log an address means."""

_UNREADABLE = (
    "the postgresql:// address of the store cannot be read: write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, "
    "with / as %2F, @ as %40, # as %23, ? as %3F and % as %25 in names and passwords"
)


@dataclass(frozen=True)
class Server:
    """A database on a server. `str()` and `repr()` name it without its secrets."""

    parameters: dict[str, str] = field(repr=False, hash=False)
    """The connection parameters by their libpq names, secrets among them."""
    label: str
    """The address without its secrets."""

    def __str__(self) -> str:
        return self.label

    @property
    def views(self) -> Path:
        """Where this user's views of the log lie: their name does not depend on a password."""
        from platformdirs import user_data_path  # noqa: PLC0415  only where the log is on a server

        place = "\n".join(f"{name}={self.parameters.get(name, '')}" for name in _PLACE)
        name = re.sub(r"[^a-z0-9]+", "-", self.parameters.get("dbname", "").lower()).strip("-") or "log"
        folder = user_data_path("tracker", appauthor=False) / "servers"
        return folder / f"{name[:40]}-{sha256(place.encode()).hexdigest()[:16]}.views"

    def without_secrets(self, message: str) -> str:
        """A message of the database as one line in which no secret of the address stands."""
        for name in _SECRET & self.parameters.keys():
            message = message.replace(self.parameters[name], "***")
        return " ".join(message.split())


def is_address(text: str) -> bool:
    """Whether a text means a server, rightly written or not."""
    return text.partition(":")[0].lower() in SCHEMES


def parse(address: str) -> Server:
    """Take an address apart. Raises StoreError, which does not repeat any of it."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
        query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True) if parts.query else []
    except ValueError:
        raise StoreError(_UNREADABLE) from None  # the cause would quote a part of the address
    path = parts.path.removeprefix("/")
    if parts.fragment or not address.startswith(f"{parts.scheme}://") or re.search(r"[@/\s]", path):
        raise StoreError(_UNREADABLE)
    named = {
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "host": unquote(host or ""),
        "port": str(port or ""),
        "dbname": unquote(path),
    }
    parameters = {name: value for name, value in named.items() if value} | dict(query)
    return Server(parameters, _label(parameters))


def _label(parameters: dict[str, str]) -> str:
    user, host, port, database = (parameters.get(name, "") for name in ("user", "host", "port", "dbname"))
    return f"postgresql://{user}{'@' if user else ''}{host}{':' if port else ''}{port}/{database}"
