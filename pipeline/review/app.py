"""The pages and forms of the review desk. Reading is `cases.py`, recording `pipeline/decisions.py`; here they meet HTTP."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.decisions import ALLOWED, NAME_CHARS, VERDICTS, Refused, decide
from pipeline.report import words
from pipeline.report.gather import rows
from pipeline.report.page import style_sheet, web_link
from pipeline.report.passages import differing, lit
from pipeline.report.tables import cell
from pipeline.review import cases
from pipeline.review.look import Look
from pipeline.review.runs import Runs
from pipeline.stage import Row
from pipeline.supply import MOST_BYTES, supply

_HERE = Path(__file__).parent
_STATIC = {"desk.css": "text/css", "desk.js": "text/javascript", "htmx.min.js": "text/javascript"}
_NAME = "testimonia_name"
_WHY = {
    "stale": words.Word("Look again", "A decision whose ground has moved: the verdict or the text is another now.", "bad", "delta"),
    "dead": words.Word("Dead link", "The link is dead, and nothing was read in its place.", "bad", "cross"),
    **{name: words.VERDICTS[name] for name in ("contradicted", "disputed", "outdated", "not_supported", "partly_supported", "unread", "unsure", "supported")},
}  # fmt: skip
_BASES = {
    "live": "the page at its address", "person": "a text that a person handed in; the site did not serve it to the program",
    "browser": "the page as a browser showed it to the program",
    "archived": "the copy archived nearest the day of citing", "last_good": "our own last good capture",
    "redirect": "the page to which an archived redirect of the address led, as it is now", None: "nothing: no source was read",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the desk works on: the warehouse, the archive, the options of its runs, and where copies are shown."""

    warehouse: Path
    journal: Path
    archive: Path
    out: Path
    options: tuple[str, ...]  # of `testimonia run`: which web, which settings
    who: str
    look: Look
    runs: Runs
    viewer: Callable[[str, str], str]  # (host that the desk was called by, path) -> address in the viewer
    heard: Callable[[], None] = lambda: None  # a decision was made


def app(desk: Desk) -> Starlette:
    """Return the desk as an ASGI application; the guard must stand before it."""
    pages = _Pages(desk)
    return Starlette(
        routes=[
            Route("/", pages.queue),
            Route("/links", pages.links),
            Route("/claims/{claim_id}", pages.claim),
            Route("/links/{citation_id}", pages.link),
            Route("/captures/{capture_id}", pages.capture),
            Route("/decisions", pages.decisions),
            Route("/decisions.csv", pages.decisions_csv),
            Route("/decisions.json", pages.decisions_json),
            Route("/runs", pages.runs),
            Route("/static/{name}", pages.static),
            Route("/decide", pages.decide, methods=["POST"]),
            Route("/supply", pages.supply, methods=["POST"]),
            Route("/visit", pages.visit, methods=["POST"]),
            Route("/name", pages.name, methods=["POST"]),
        ],
        exception_handlers={404: pages.not_found, Refused: pages.refused, FileNotFoundError: pages.nothing_yet},
    )


class _Pages:
    """The routes. Those that read run in a worker thread, since the warehouse is asked one question at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._templates = templates()

    # ---- reading

    def queue(self, request: Request) -> Response:
        filters = {name: value for name, value in request.query_params.items() if value and len(value) < 200}
        page = _number(request)
        with self._desk.look() as connection:
            found, total = cases.queue(connection, filters, page=page)
            choices, people = cases.choices(connection), cases.progress(connection)
        kept = {name: value for name, value in filters.items() if name != "page"}
        return self._page(
            request, "queue.html.j2", found=found, total=total, choices=choices, people=people,
            by={row["value"]: row["n"] for row in choices["state"]}, filtered=bool(kept), filters={**dict.fromkeys(("q", "state", *cases.FILTERS), ""), **filters}, page=page,
            step=lambda number: "/?" + urlencode({**kept, "page": number}),
        )  # fmt: skip

    def links(self, request: Request) -> Response:
        with self._desk.look() as connection:
            found, total = cases.links(connection, page=_number(request))
        return self._page(
            request, "links.html.j2", found=found, total=total, page=_number(request), step="/links?page={}".format
        )

    def claim(self, request: Request) -> Response:
        with self._desk.look() as connection:
            found = cases.claim(connection, request.path_params["claim_id"])
            after = rows(connection, "select claim_id from queue where state <> 'decided' and claim_id <> ? limit 1", request.path_params["claim_id"])  # fmt: skip
        if found is None:
            return self.not_found(request, None)
        return self._page(request, "claim.html.j2", claim=found, after=after[0]["claim_id"] if after else None)

    def link(self, request: Request) -> Response:
        with self._desk.look() as connection:
            found = cases.link(connection, request.path_params["citation_id"])
            claims = rows(
                connection, "select * from queue where citation_id = ? order by rank", request.path_params["citation_id"]
            )  # fmt: skip
        if found is None:
            return self.not_found(request, None)
        return self._page(request, "link.html.j2", link=found, claims=claims)

    def capture(self, request: Request) -> Response:
        claim_id = request.query_params.get("claim")
        with self._desk.look() as connection:
            found = cases.capture(connection, request.path_params["capture_id"])
            evidence = cases.evidence_of(connection, request.path_params["capture_id"], claim_id)
        if found is None:
            return self.not_found(request, None)
        path = f"{quote(found['capture_id'])}" + (f"?claim={quote(claim_id)}" if claim_id else "")
        frame = self._desk.viewer(request.url.hostname or "", path) + "#evidence"
        return self._page(request, "capture.html.j2", capture=found, frame=frame, evidence=evidence, claim_id=claim_id)

    def decisions(self, request: Request) -> Response:
        with self._desk.look() as connection:
            force, total, stale = cases.decisions(connection, page=_number(request))
            every = rows(connection, "from decisions order by made_at desc limit 500")
        return self._page(
            request, "decisions.html.j2", force=force, total=total, stale=stale, every=every, page=_number(request),
            step="/decisions?page={}".format,
        )  # fmt: skip

    def decisions_csv(self, _: Request) -> Response:
        out = io.StringIO()
        with self._desk.look() as connection:
            found = _export(connection)
        writer = csv.DictWriter(out, found[0].keys() if found else ["decision_id"])
        writer.writeheader()
        writer.writerows({name: cell(value) for name, value in row.items()} for row in found)
        return _download(out.getvalue(), "text/csv; charset=utf-8", "decisions.csv")

    def decisions_json(self, _: Request) -> Response:
        with self._desk.look() as connection:
            found = _export(connection)
        return _download(
            json.dumps(found, ensure_ascii=False, indent=1, default=str), "application/json", "decisions.json"
        )

    def runs(self, request: Request) -> Response:
        with self._desk.look() as connection:
            documents = rows(connection, "select document_id, coalesce(title, parse_filename(path)) as name, path from documents order by name")  # fmt: skip
        return self._page(
            request, "runs.html.j2", asked=self._desk.runs.all(), documents=documents, now=datetime.now(UTC)
        )

    def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name == "report.css":
            return Response(style_sheet(), media_type="text/css")
        if name not in _STATIC:
            return self.not_found(request, None)
        return FileResponse(_HERE / "static" / name, media_type=_STATIC[name])

    # ---- writing

    async def decide(self, request: Request) -> Response:
        async with request.form(max_files=0, max_fields=20, max_part_size=200_000) as form:
            told = {name: _text(form, name) for name in _FIELDS}
        back = told.pop("back")
        await run_in_threadpool(self._decide, request, told)
        return _back(back)

    def _decide(self, request: Request, told: dict[str, str | None]) -> None:
        about, what = told.pop("about") or "", told.pop("what") or ""
        value, note = told.pop("value"), told.pop("note")
        if what == "override" and about == "outcome" and value not in words.OUTCOMES:
            raise Refused(f"override {value}: no outcome\n\nhint: choose from the list")
        if what in ("accept", "override") and not told["saw"]:
            raise Refused("there was no word of the program's to decide on\n\nhint: reload the page")
        decide(
            self._desk.journal, who=self._who(request), about=about, what=what, note=note, known=told,
            value=value if what in ("override", "assign") else None,
        )  # fmt: skip
        self._desk.heard()

    async def supply(self, request: Request) -> Response:
        async with request.form(max_files=1, max_fields=10, max_part_size=5_000_000) as form:
            citation_id, back, note = (_text(form, name) for name in ("citation_id", "back", "note"))
            body, media_type = await _handed_in(form)
        document_id = await run_in_threadpool(self._supply, request, citation_id or "", body, media_type, note)
        await run_in_threadpool(self._run, document_id, f"a source handed in by {self._who(request)}", anew=False)
        return _back(back)

    def _supply(self, request: Request, citation_id: str, body: bytes, media_type: str | None, note: str | None) -> str:
        with self._desk.look() as connection:
            found = rows(connection, "select document_id, url, ref from citations where citation_id = ?", citation_id)
        if not found or not found[0]["url"]:
            raise Refused(
                "the citation has no link, and a source that is handed in is kept by its link\n\nhint: choose a citation with one"
            )
        if not body.strip():
            raise Refused("nothing was handed in\n\nhint: choose a file, or paste the text")
        who, at = self._who(request), datetime.now(UTC)
        visit = supply(self._desk.archive, url=found[0]["url"], body=body, media_type=media_type, who=who, at=at)
        decide(
            self._desk.journal, who=who, about="source", what="supply", at=at, value=visit.sha256, note=note,
            known={"citation_id": citation_id, "document_id": found[0]["document_id"], "url": found[0]["url"]},
        )  # fmt: skip
        self._desk.heard()
        return str(found[0]["document_id"])

    async def visit(self, request: Request) -> Response:
        async with request.form(max_files=0, max_fields=5) as form:
            document_id, back = _text(form, "document_id"), _text(form, "back")
        await run_in_threadpool(self._run, document_id or "", f"a visit asked for by {self._who(request)}", anew=True)
        return _back(back or "/runs")

    def _run(self, document_id: str, why: str, *, anew: bool) -> None:
        with self._desk.look() as connection:
            found = rows(connection, _RUN_OF, document_id)
        if not found:
            raise Refused("there is no such document in the warehouse\n\nhint: reload the page")
        document = found[0]
        if not Path(document["path"]).is_file():
            raise Refused(
                f"{document['path']}: the document is no longer where it was read\n\nhint: put it back, or run `testimonia run` with its new place"
            )
        command = [
            "run", "--warehouse", str(self._desk.warehouse), "--archive", str(self._desk.archive), "--out", str(self._desk.out),
            *self._desk.options, *(["--set", "fetch.fresh_for_h=0"] if anew else []),
            *(["--as-of", document["date"]] if document["date_was_given"] else []), "--", str(document["path"]),
        ]  # fmt: skip
        self._desk.runs.ask(command, document=document["name"], why=why)

    async def name(self, request: Request) -> Response:
        async with request.form(max_files=0, max_fields=5) as form:
            who, back = _text(form, "who"), _text(form, "back")
        answer = _back(back)
        answer.set_cookie(_NAME, quote((who or "")[:NAME_CHARS]), httponly=True, samesite="strict", max_age=365 * 86400)
        return answer

    # ---- what went wrong

    def not_found(self, request: Request, _: Exception | None) -> Response:
        return self._page(request, "told.html.j2", status=404, head="Not here", told="The warehouse has nothing under this address; a later run may have read the document anew.")  # fmt: skip

    def refused(self, request: Request, why: Exception) -> Response:
        return self._page(request, "told.html.j2", status=422, head="Not recorded", told=str(why))

    def nothing_yet(self, request: Request, why: Exception) -> Response:
        return self._page(request, "told.html.j2", status=503, head="No warehouse yet", told=f"{why}: there is no warehouse yet\n\nhint: `testimonia run DOC` makes one, and this page then shows it")  # fmt: skip

    def _page(self, request: Request, name: str, *, status: int = 200, **shown: Any) -> Response:
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        page = self._templates.get_template(name).render(
            **shown, here=here, who=self._who(request), problems=self._desk.look.problems,
            under_way=[asked for asked in self._desk.runs.all() if not asked.over],
        )  # fmt: skip
        return Response(page, status, media_type="text/html; charset=utf-8")

    def _who(self, request: Request) -> str:
        return unquote(request.cookies.get(_NAME, "")).strip()[:NAME_CHARS] or self._desk.who


_FIELDS = (
    "about",
    "what",
    "value",
    "note",
    "back",
    "document_id",
    "claim_id",
    "citation_id",
    "capture_id",
    "saw",
    "text_id",
    "claim",
    "url",
)

# Whether the date of a document was given by --as-of shows in the mark under which it was read (pipeline/reads/read.sql).
_RUN_OF = """
select path, coalesce(title, parse_filename(path)) as name, documents.date,
    coalesce(documents.date is not null and ends_with(done.version, md5(concat_ws(chr(31), path, documents.date))), false) as date_was_given
from documents left join done on done.stage = 'read' and done.subject_id = documents.sha256
where document_id = ?
"""


def _export(connection: Any) -> list[Row]:
    return rows(
        connection,
        """select decisions.*, force.decision_id is not null as in_force, force.stale, force.stale_because
        from decisions left join decisions_in_force as force using (decision_id) order by decisions.made_at""",
    )


def _text(form: FormData, name: str) -> str | None:
    value = form.get(name)
    return value if isinstance(value, str) and value else None


async def _handed_in(form: FormData) -> tuple[bytes, str | None]:
    """Return what was handed in, a file before a pasted text, and its media type; only the bytes themselves can say more."""
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        body = await file.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise Refused(f"the file has more than {MOST_BYTES // 1_000_000} MB\n\nhint: hand in the pages that matter")
        return body, (file.content_type or "").split(";")[0].strip().lower() or None
    pasted = _text(form, "pasted") or ""
    return pasted.encode("utf-8", "replace"), "text/plain"


def _number(request: Request) -> int:
    """Return the page of a list that is asked for, the first where it is none."""
    asked = request.query_params.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 5 and int(asked) else 1


def _back(where: str | None) -> Response:
    """Return a redirect to a page of the desk, wherever a form says it came from."""
    parts = urlsplit(where or "/")
    ours = (
        not parts.scheme
        and not parts.netloc
        and parts.path.startswith("/")
        and not parts.path.startswith(("//", "/\\"))
    )
    return RedirectResponse(where if ours and where else "/", 303)


def _download(body: str, media_type: str, name: str) -> Response:
    return Response(body, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


def templates() -> jinja2.Environment:
    """Return the desk's templates, with the words of the report."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([_HERE / "templates", _HERE.parent / "report" / "templates"]),
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(day=day, moment=moment, href=web_link, host=lambda url: (url or "").split("://", 1)[-1].rstrip("/"), sentence=sentence)  # fmt: skip
    environment.globals.update(
        word=words.word, VERDICTS=words.VERDICTS, OUTCOMES=words.OUTCOMES, CHANGES=words.CHANGES, FACTS=words.FACTS,
        WHY=_WHY, BASES=_BASES, CHOICES=VERDICTS, ALLOWED=ALLOWED, lit=lit, differing=differing, GROUPS=_GROUPS, MOST=MOST_BYTES // 1_000_000, MOST_ROWS=cases.PAGE,
    )  # fmt: skip
    return environment


_GROUPS = {"live": "Live", "dead": "Dead", "unread": "Unread", "no_link": "No link"}


def day(value: datetime | date | str | None) -> str:
    """Return a day as people write it; a partial date as it stands."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return f"{value.day} {value:%B %Y}" if value else ""


def moment(value: datetime | None) -> str:
    """Return a time to the minute, in UTC."""
    return f"{day(value)}, {value:%H:%M} UTC" if value else ""


def sentence(text: str | None) -> str:
    """Return words as a sentence."""
    return (text or "")[:1].upper() + (text or "")[1:].rstrip(". ") + "." if text else ""
