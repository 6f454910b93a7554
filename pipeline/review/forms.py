"""What the desk's forms and addresses carry, and the plain answers to them."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.decisions import Refused
from pipeline.supply import MOST_BYTES

# What a form of a decision may carry.
FIELDS = (
    "about", "what", "value", "note", "back", "document_id", "claim_id", "citation_id", "capture_id", "saw", "text_id", "claim", "url",
)  # fmt: skip


def text(form: FormData, name: str) -> str | None:
    """Return a field of a form, None where it is empty or a file."""
    value = form.get(name)
    return value if isinstance(value, str) and value else None


async def handed_in(form: FormData) -> tuple[bytes, str | None]:
    """Return what was handed in, a file before a pasted text, and its media type; only the bytes themselves can say more."""
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        body = await file.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise Refused(f"the file has more than {MOST_BYTES // 1_000_000} MB\n\nhint: hand in the pages that matter")
        return body, (file.content_type or "").split(";")[0].strip().lower() or None
    pasted = text(form, "pasted") or ""
    return pasted.encode("utf-8", "replace"), "text/plain"


def number(request: Request) -> int:
    """Return the page of a list that is asked for, the first where it is none."""
    asked = request.query_params.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 5 and int(asked) else 1


def to_page(where: str | None) -> Response:
    """Return a redirect to a page of the desk, wherever a form says it came from."""
    parts = urlsplit(where or "/")
    ours = (
        not parts.scheme
        and not parts.netloc
        and parts.path.startswith("/")
        and not parts.path.startswith(("//", "/\\"))
    )
    return RedirectResponse(where if ours and where else "/", 303)


def download(body: str, media_type: str, name: str) -> Response:
    """Return a file that a browser keeps instead of showing."""
    return Response(body, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
