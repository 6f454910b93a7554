"""A run's manifest of digests, and the timestamps (RFC 3161) that authorities set on it.

A manifest lies in the archive folder as `TIME.manifest.json`, each timestamp beside it as `TIME.N.tsr`.
A timestamp proves that the manifest, and so every digest in it, existed then; not that a site
served it.
"""

from __future__ import annotations

import hashlib
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import duckdb

_CAPTURES = """
    select visits.url, visits.final_url, strftime(visits.fetched_at, '%Y-%m-%dT%H:%M:%SZ') as fetched_at, visits.warc_file,
        visits.warc_offset, visits.sha256, sha256(sources.text) as text_sha256, sources.extractor
    from visits
    left join captures on captures.made_from = visits.visit_id
    left join sources using (capture_id)
    where visits.warc_file is not null and visits.asked_at >= $since
    order by visits.visit_id
"""
_FIELDS = ("url", "final_url", "fetched_at", "warc_file", "warc_offset", "sha256", "text_sha256", "extractor")
_LARGEST = 100_000  # bytes of a timestamp; those met have 5 to 10 KB


class NoTimestamp(Exception):
    """An authority gave no usable timestamp. The message names it and says why."""


def write_manifest(
    connection: duckdb.DuckDBPyConnection, archive: Path, *, since: datetime, software: str
) -> Path | None:
    """Write what a run archived since a moment, with SHA-256 of every file, answer and text; None where it archived nothing."""
    rows = connection.execute(_CAPTURES, {"since": since}).fetchall()
    if not rows:
        return None
    files = sorted({row[3] for row in rows})
    told = {
        "software": software,
        "began": f"{since:%Y-%m-%dT%H:%M:%SZ}",
        "files": {name: _sha256(archive / name) for name in files if (archive / name).exists()},
        "captures": [dict(zip(_FIELDS, row, strict=True)) for row in rows],
    }
    path = archive / f"{since:%Y%m%dT%H%M%S}-{os.getpid()}.manifest.json"
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
    os.replace(fresh, path)
    return path


def stamp(manifest: Path, authorities: Sequence[str], *, timeout_s: float) -> Iterator[str]:
    """Ask each authority for a timestamp of the manifest and keep it beside it; yield a line for each that gave none."""
    for number, authority in enumerate(authorities):
        try:
            answer = _asked(authority, manifest.read_bytes(), timeout_s=timeout_s)
        except NoTimestamp as none:
            yield f"{none}; the archive itself is whole"
            continue
        kept = _kept(manifest, number)
        fresh = kept.with_suffix(".fresh")
        fresh.write_bytes(answer)
        os.replace(fresh, kept)


def check(archive: Path, *, roots: Sequence[Path] = ()) -> Iterator[tuple[str, str]]:
    """Yield (file, fault) for every manifest, and file named in one, that is not as it was, and every timestamp that does not hold.

    With `roots` (PEM files) the authority's signature is checked too; without them only that the timestamp is of this manifest.
    """
    for manifest in sorted(archive.glob("*.manifest.json")):
        try:
            files = dict(json.loads(manifest.read_text(encoding="utf-8"))["files"])
        except (ValueError, KeyError, TypeError) as wrong:
            yield manifest.name, f"the manifest cannot be read ({wrong})"
            continue
        for name, digest in files.items():
            path = archive / Path(name).name
            if not path.exists():
                yield name, f"the file is missing ({manifest.name} names it)"
            elif _sha256(path) != digest:
                yield name, f"the file is not the one whose digest stands in {manifest.name}"
        for kept in sorted(archive.glob(f"{manifest.name.removesuffix('.manifest.json')}.*.tsr")):
            fault = _fault(kept, manifest, roots)
            if fault:
                yield kept.name, fault


def count(archive: Path) -> tuple[int, int]:
    """Return how many manifests and timestamps an archive holds."""
    return len(list(archive.glob("*.manifest.json"))), len(list(archive.glob("*.tsr")))


def _kept(manifest: Path, number: int) -> Path:
    return manifest.with_name(f"{manifest.name.removesuffix('.manifest.json')}.{number}.tsr")


def _asked(authority: str, manifest: bytes, *, timeout_s: float) -> bytes:
    from rfc3161_client import HashAlgorithm, PKIStatus, TimestampRequestBuilder, decode_timestamp_response

    if not authority.startswith(("http://", "https://")):
        raise NoTimestamp(f"{authority}: no timestamp (archive.authorities takes addresses of http or https)")
    wanted = TimestampRequestBuilder().data(manifest).hash_algorithm(HashAlgorithm.SHA256).build()
    request = urllib.request.Request(  # noqa: S310  http or https, as the user set it
        authority, data=wanted.as_bytes(), headers={"Content-Type": "application/timestamp-query"}
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as response:  # noqa: S310
            answer: bytes = response.read(_LARGEST + 1)
    except (OSError, urllib.error.URLError, ValueError) as failed:
        raise NoTimestamp(f"{authority}: no timestamp ({failed})") from failed
    if len(answer) > _LARGEST:
        raise NoTimestamp(f"{authority}: no timestamp (the answer is larger than any timestamp)")
    try:
        stamped = decode_timestamp_response(answer)
        granted = PKIStatus(stamped.status) in (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS)
        same = granted and stamped.tst_info.message_imprint.message == hashlib.sha256(manifest).digest()
        fresh = granted and stamped.tst_info.nonce == wanted.nonce
    except (ValueError, TypeError) as wrong:
        raise NoTimestamp(f"{authority}: no timestamp (the answer is none: {wrong})") from wrong
    if not (same and fresh):
        raise NoTimestamp(f"{authority}: no timestamp (the answer is of something else, or a refusal)")
    return answer


def _fault(kept: Path, manifest: Path, roots: Sequence[Path]) -> str | None:
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        stamped = decode_timestamp_response(kept.read_bytes())
        imprint = stamped.tst_info.message_imprint.message
    except (ValueError, TypeError) as wrong:
        return f"the timestamp cannot be read ({wrong})"
    if imprint != hashlib.sha256(manifest.read_bytes()).digest():
        return f"{manifest.name} is not what was timestamped"
    if not roots:
        return None
    from cryptography import x509

    refused = "no root certificate"
    for path in roots:
        try:
            builder = VerifierBuilder()
            for certificate in x509.load_pem_x509_certificates(path.read_bytes()):
                builder = builder.add_root_certificate(certificate)
            builder.build().verify(stamped, imprint)
        except (OSError, ValueError, VerificationError) as wrong:
            refused = f"{path}: {wrong}"
            continue
        return None
    return f"the authority's signature does not hold ({refused})"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
