"""What is refused before it is read: too large, no text, empty."""

from store.errors import ReadingError

MAX_BYTES = 20_000_000
"""The largest page that is fetched or read, in bytes."""

TEXTUAL = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain", "")
"""Content types that can hold an announcement; empty where the server does not say."""

_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x89PNG": "an image",
    b"GIF8": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a compressed file",
    b"Rar!": "an archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}

_SNIFFED = 4096
"""How many bytes are looked at for signs of a binary file."""


def check_page(body: bytes, *, url: str, content_type: str = "") -> None:
    """Raises ReadingError, naming the page and the remedy, unless the bytes can be a page with text."""
    kind = content_type.partition(";")[0].strip().lower()
    if len(body) > MAX_BYTES:
        raise ReadingError(
            f"{url}: {len(body):,} bytes are too many for a page", remedy=f"hand in at most {MAX_BYTES:,} bytes"
        )
    if not body.strip():
        raise ReadingError(f"{url}: the page is empty", remedy="open it in a browser; it may need a script")
    if kind not in TEXTUAL:
        raise ReadingError(f"{url}: {kind} is no web page", remedy="name a page of text")
    if (what := binary_kind(body)) is not None:
        raise ReadingError(f"{url}: this is {what}, no web page", remedy="name a page of text")


def binary_kind(body: bytes) -> str | None:
    """What a body is if it is no text: by its first bytes, or a NUL in a body that is no UTF-16 or UTF-32."""
    for signature, what in _SIGNATURES.items():
        if body.startswith(signature):
            return what
    wide = body.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    return "binary data" if not wide and b"\x00" in body[:_SNIFFED] else None
