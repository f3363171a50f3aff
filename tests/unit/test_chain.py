"""The digest of a row: the same bytes for ever, and other ones for any other row."""

from hashlib import sha256
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tracker.chain import START, digest, digests

REPORT = UUID("4d5ef879-1fca-57a2-8eac-e3e543898428")
ROW = (1, REPORT, 1, "ReportRegistered", b'{"title":"a"}', 1_700_000_000_000_000)

ROWS = st.tuples(
    st.integers(1, 3), st.uuids(), st.integers(1, 3), st.text(max_size=3), st.binary(max_size=3), st.integers(1, 3)
)


def test_the_bytes_of_a_row_are_those_of_the_description() -> None:
    numbers = b"".join(number.to_bytes(8, "big") for number in (1, 1_700_000_000_000_000, 1))
    row = numbers + REPORT.bytes + (16).to_bytes(2, "big") + b"ReportRegistered" + b'{"title":"a"}'
    assert digest(START, *ROW) == sha256(bytes(32) + row).digest()


def test_a_digest_stays_what_it_was_for_ever() -> None:
    first, second = digests(START, [ROW, (2, REPORT, 2, "EventConfirmed", b"{}", 1_700_000_000_000_001)])
    assert first.hex() == "37a05e14ed952bf63959e6ebfce108b819670909ce8d9a4afed5a76787341b9b"
    assert second.hex() == "283dedda52cc87f3545e765edac01a1176c265789dc5e41f4e1d234c85d12559"


@given(ROWS, ROWS)
def test_two_rows_have_one_digest_only_when_they_are_the_same(
    one: tuple[int, UUID, int, str, bytes, int], other: tuple[int, UUID, int, str, bytes, int]
) -> None:
    assert (digest(START, *one) == digest(START, *other)) == (one == other)
