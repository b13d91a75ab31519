"""The text of a file: what its bytes are, and in which encoding."""

from __future__ import annotations

from safehold.core.messages import Message

_BOMS = ((b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"),
         (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"),
         (b"\xfe\xff", "utf-16-be"))  # fmt: skip
_OTHERS = ((b"PK\x03\x04", Message("an Excel workbook (.xlsx) or another archive")),
           (b"\xd0\xcf\x11\xe0", Message("an old Excel workbook (.xls)")),
           (b"%PDF", Message("a PDF")), (b"PAR1", Message("a Parquet file")),
           (b"XDF:", Message("an XDF recording")))  # fmt: skip


class TableError(ValueError):
    """Why a text cannot be read as a table, as the end of a sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16, UTF-32, Windows-1252 or Latin-1.

    Raises
    ------
    TableError
        For an empty file, a binary one, and one that was cut in the middle of a character.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise TableError(Message("it is empty"))
    for start, kind in _OTHERS:
        if data.startswith(start):
            raise TableError(Message("it is {kind}, not text; save the table as CSV", kind=kind))
    mark, encoding = encoding_of(data)
    try:
        return data.decode(encoding).removeprefix(mark)
    except UnicodeDecodeError as error:
        raise TableError(
            Message("its {encoding} text is damaged or cut off", encoding=encoding)
        ) from error


def encoding_of(data: bytes) -> tuple[str, str]:
    """Return the byte order mark of a text, as a character or nothing, and its codec."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    if encoding:
        return "\ufeff", encoding
    if b"\0" in data:
        odd, even = data[1::2].count(0), data[::2].count(0)
        if min(odd, even) > 0 or max(odd, even) < 0.9 * (len(data) // 2):
            raise TableError(Message("it is not text: it holds zero bytes"))
        return "", "utf-16-le" if odd else "utf-16-be"
    for encoding in ("utf-8", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "", encoding
    return "", "latin-1"  # which reads every byte
