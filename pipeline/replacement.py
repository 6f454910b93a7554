"""One link of a document and what stands in for it: how the document may write it, and the words that keep the original."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

_ARCHIVED = {"en": "archived", "es": "archivado", "fr": "archivé", "de": "archiviert"}
# An address is replaced where it stands whole: not as the beginning of a longer one, nor inside an archive's address of it, nor in
# the note that keeps the original.
_BEFORE, _BEHIND = r"(?<![\w/=%.-])(?<!original: )(?<!original: `)", r"(?![\w/?#&=%~+-]|[.,:;]\w)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """One link and what stands in for it; `printed` and `url` are the link as the document shows it and as it was visited."""

    printed: str
    url: str
    replacement: str
    kind: str
    taken_at: datetime | None

    @property
    def written(self) -> tuple[str, ...]:
        """The ways in which a document may write the link, the longest first."""
        return tuple(sorted({self.printed, self.url} - {""}, key=len, reverse=True))

    def note(self, language: str) -> str:
        """Return the words that stand beside the new link, without the original one."""
        if self.kind != "archived" or self.taken_at is None:
            return "original:"
        return f"{_ARCHIVED.get(language, 'archived')} {self.taken_at:%Y-%m-%d}; original:"

    @property
    def pattern(self) -> str:
        """The pattern of the link where it stands whole."""
        return _BEFORE + "(?:" + "|".join(map(re.escape, self.written)) + ")" + _BEHIND
