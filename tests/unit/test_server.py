"""Addresses of servers: taken apart, and never shown with their secrets."""

import re

import pytest

from tracker.errors import StoreError
from tracker.server import Server, is_address, parse


def test_an_address_is_taken_apart() -> None:
    server = parse("postgresql://me%40work:pa%2Fss%23@db.example.org:5433/my%20ledger?sslmode=require")
    assert server.parameters == {
        "user": "me@work",
        "password": "pa/ss#",
        "host": "db.example.org",
        "port": "5433",
        "dbname": "my ledger",
        "sslmode": "require",
    }


@pytest.mark.parametrize("address", ["postgresql://", "postgres:///ledger", "postgresql://[::1]:5432/ledger"])
def test_what_is_left_out_is_left_to_the_database(address: str) -> None:
    parameters = parse(address).parameters
    assert {"user", "password"} & parameters.keys() == set()
    assert parameters.get("host", "::1") == "::1"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:secret@host:5432/ledger",
        "postgresql://host/ledger?user=me&password=secret&sslpassword=secret",
        "postgres://:secret@host/ledger",
    ],
)
def test_an_address_is_shown_without_its_secrets(address: str) -> None:
    server = parse(address)
    shown = f"{server} {server!r} {server.views} {server.without_secrets('no entry for secret')}"
    assert "secret" not in shown
    assert "host" in str(server)
    assert "ledger" in str(server)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:sec/ret@host/ledger",
        "postgresql://me:1/secret@host/ledger",
        "postgresql://me:1#secret@host/ledger",
        "postgresql://me#secret@host/ledger",
        "postgresql://me:1?secret@host/ledger",
        "postgresql://me:sec[ret@host/ledger",
        "postgresql://me:secret@host:port/ledger",
        "postgresql:me:secret@host/ledger",
        "POSTGRESQL://me:1/secret@host/ledger",
    ],
)
def test_an_address_that_cannot_be_taken_apart_is_refused_without_being_quoted(address: str) -> None:
    assert is_address(address)
    with pytest.raises(StoreError, match="cannot be read: write postgresql://USER") as caught:
        parse(address)
    assert not re.search(r"sec|ret|\bme\b", str(caught.value))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_views_belong_to_a_place_whatever_the_password_is() -> None:
    def views(address: str) -> str:
        return str(parse(address).views)

    here = views("postgresql://me:one@host/ledger")
    assert here == views("postgresql://me:two@host/ledger?sslmode=require")
    others = [
        "postgresql://me:one@host/other",
        "postgresql://me:one@host2/ledger",
        "postgresql://me:one@host:5433/ledger",
    ]
    assert len({here, *map(views, others)}) == 4


def test_the_name_of_a_database_is_no_path() -> None:
    server = parse("postgresql://host/..%2F..%2Fetc%2Fpasswd")
    assert server.views.parent == Server({}, "").views.parent
    assert server.views.name.startswith("etc-passwd-")


@pytest.mark.parametrize("text", ["tracker.db", "/srv/postgresql", "mysql://host/db", "postgresql.db"])
def test_a_path_is_no_address(text: str) -> None:
    assert not is_address(text)
