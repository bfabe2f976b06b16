"""A file that is half here: the bytes so far, and which version they belong to."""

import json
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass(frozen=True, slots=True)
class Partial:
    """The half-downloaded file beside its target.

    ``NAME.part`` holds the bytes, ``NAME.part.json`` the address and the server's mark of the
    version, written before the first byte: whenever the process dies, the next one knows what it
    finds.

    Parameters
    ----------
    target
        The file it is to become.
    """

    target: Path

    @property
    def path(self) -> Path:
        """Where the bytes are."""
        return self.target.with_name(self.target.name + ".part")

    @property
    def _note(self) -> Path:
        return self.target.with_name(self.target.name + ".part.json")

    @property
    def size(self) -> int:
        """How many bytes are here."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def begin(self, url: str, answer: httpx.Response) -> None:
        """Start from nothing with the version that the server now sends.

        Parameters
        ----------
        url
            Address asked.
        answer
            The server's answer.
        """
        self.discard()
        kept = {name: answer.headers.get(name, "") for name in ("etag", "last-modified")}
        self._note.write_text(json.dumps({"url": url, **kept}), encoding="utf-8")
        self.path.touch()

    def headers(self, url: str) -> dict[str, str]:
        """Return what to ask so that the server goes on where it stopped.

        Parameters
        ----------
        url
            Address about to be asked.

        Returns
        -------
        dict
            ``Range`` with ``If-Range``; empty where the rest would not be known to fit.
        """
        mark = self.marks(url)
        # A weak ETag does not promise the same bytes, so If-Range must not carry one.
        strong = mark.get("etag", "") if not mark.get("etag", "").startswith("W/") else ""
        condition = strong or mark.get("last-modified", "")
        if not condition or not self.size:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": condition}

    def marks(self, url: str) -> dict[str, str]:
        """Return the marks of the version that the bytes belong to.

        Parameters
        ----------
        url
            Address they must come from.

        Returns
        -------
        dict
            ``etag`` and ``last-modified``; empty when unknown or from elsewhere.
        """
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return note if isinstance(note, dict) and note.get("url") == url else {}

    def goes_on(self, answer: httpx.Response) -> bool:
        """Say whether an answer continues exactly where the bytes end.

        Parameters
        ----------
        answer
            A partial answer (206).

        Returns
        -------
        bool
            True when it may be appended.
        """
        span: str = answer.headers.get("Content-Range", "")
        return span.startswith(f"bytes {self.size}-")

    def discard(self) -> None:
        """Forget what is here."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def finish(self) -> None:
        """Put the whole file in its place in one step."""
        self.path.replace(self.target)
        self._note.unlink(missing_ok=True)
