"""Single pages taken for an index, and files taken for a page's own text: what `pipeline/pages/links.py` says of pages that are known to be one text each."""

from __future__ import annotations

import io
import tarfile
from collections import Counter

from benchmarks.measure import CORPORA
from benchmarks.speed import Table
from pipeline.extract import Page, extract

ADDRESS = "https://www.example-site.org/2017/a-page"


def indexes() -> Table:
    """One row a signal: on how many of the single pages of the corpus beside the checkout it stands; no page of it is an index."""
    found: Counter[str] = Counter()
    packed = CORPORA / "main_text" / "html.tar.xz"
    if packed.exists():
        with tarfile.open(fileobj=io.BytesIO(packed.read_bytes())) as pages:
            for member in pages:
                body = pages.extractfile(member) if member.isfile() else None
                if body is not None:
                    page = Page(url=ADDRESS, final_url=ADDRESS, status=200, media_type="text/html", body=body.read())
                    told = extract(page, max_chars=20_000).signals
                    found["pages"] += 1
                    found.update(name for name in ("listed", "more", "file") if name in told)
    rows = [(name, found[name]) for name in ("pages", "listed", "more", "file")]
    return (
        "single pages, and how many of them list others, name a next page of a list, or offer a file",
        ("signal", "pages"),
        rows,
    )
