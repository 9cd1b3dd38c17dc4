"""Bytes to text: the encodings that are read, and how the others are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import InputError
from sitrep.intake.text import MAX_BYTES, canonical, check_text, decode_bytes, decode_declared


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_are_read(encoding: str) -> None:
    assert canonical(decode_bytes("Çà et là, ça brûle.".encode(encoding))) == "Çà et là, ça brûle."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"A caf\xe9", r"is not UTF-8: byte 5 \(0xE9\) does not decode"),
        (b"\xef\xbb\xbfA caf\xe9", r"is not UTF-8: byte 8 \(0xE9\)"),
        (b"\xff\xfeA\x00b", r"is not UTF-16: byte 4 \(0x62\)"),
        ("Çà et là".encode("utf-16-be"), "is a binary file"),
        (b"\x7fELF\x02\x01", "is a program"),
        (b"PK\x03\x04rest", "is a zip or office file"),
        (b"a" * (MAX_BYTES + 1), "is larger than 20 MB"),
    ],
)
def test_what_is_not_read(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        decode_bytes(data)


def test_white_space_goes_at_the_ends_only() -> None:
    assert canonical("\n\n  A  ferry \r\n\r\n sank\x00.\t\n") == "A  ferry \n\n sank."


def test_letters_of_any_script_are_letters() -> None:
    for text in ("قتل", "十二人", "Ä", "ǆ"):
        assert check_text(text) == text
    for text in ("12", "_", "½ ²", "😀"):
        with pytest.raises(InputError, match="no letters"):
            check_text(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_clear_fault(data: bytes) -> None:
    try:
        text = decode_bytes(data)
    except InputError as fault:
        text = str(fault)
    assert "\n" not in text or data.count(b"\n")


@pytest.mark.parametrize("charset", ["", "\x00", "hex", "rot13", "punycode"])
def test_a_declared_name_that_is_no_character_set_is_refused(charset: str) -> None:
    with pytest.raises(InputError, match="which is not known"):
        decode_declared(b"A ferry sank.", charset)
