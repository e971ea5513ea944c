"""The raw bodies of what was fetched, each kept once under the hash of its content."""

import gzip
import tempfile
import zlib
from pathlib import Path

from store.domain import sha256
from store.errors import NotFoundError, StoreError


class Archive:
    """A folder of gzipped bodies: `ab/cd/abcd….gz`. A body that is there is written again only where it is damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, body: bytes) -> str:
        """Keeps a body and gives its SHA-256 in hex; StoreError where it cannot be written."""
        digest = sha256(body)
        path = self._path(digest)
        if self._is_whole(digest):
            return digest
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as part:
                try:
                    part.write(gzip.compress(body, mtime=0))
                    part.close()
                    Path(part.name).replace(path)
                except BaseException:
                    Path(part.name).unlink()
                    raise
        except OSError as error:
            raise StoreError(
                f"{path}: cannot be written: {error.strerror or error}", remedy="free some space, or set MRAWATCH_HOME"
            ) from error
        return digest

    def get(self, digest: str) -> bytes:
        """The body of a hash; NotFoundError where it is not kept, StoreError where it is damaged."""
        path = self._path(digest)
        try:
            body = gzip.decompress(path.read_bytes())
        except FileNotFoundError as error:
            raise NotFoundError(f"{digest}: no such body in {self.folder}", remedy="crawl its page again") from error
        except (OSError, EOFError, zlib.error) as error:
            raise StoreError(f"{path}: cannot be read: {error}", remedy="remove it and crawl its page again") from error
        if sha256(body) != digest:
            raise StoreError(f"{path}: its content is not what its name says", remedy="remove it and crawl again")
        return body

    def _is_whole(self, digest: str) -> bool:
        try:
            self.get(digest)
        except StoreError:
            return False
        return True

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:4] / f"{digest}.gz"
