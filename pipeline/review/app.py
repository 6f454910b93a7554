"""The pages and forms of the review desk. Reading is `cases.py` and `lists.py`, recording `pipeline/decisions.py`; here they meet HTTP."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from pipeline.decisions import NAME_CHARS, Refused, decide
from pipeline.report import words
from pipeline.report.gather import rows
from pipeline.report.page import style_sheet
from pipeline.report.tables import cell
from pipeline.review import cases, lists
from pipeline.review.forms import FIELDS, download, handed_in, number, text, to_page
from pipeline.review.look import Look
from pipeline.review.runs import Runs
from pipeline.review.showing import templates
from pipeline.supply import supply

_HERE = Path(__file__).parent
_STATIC = {"desk.css": "text/css", "desk.js": "text/javascript", "htmx.min.js": "text/javascript"}
_NAME = "testimonia_name"


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
        page = number(request)
        with self._desk.look() as connection:
            found, total = lists.queue(connection, filters, page=page)
            choices, people = lists.choices(connection), lists.progress(connection)
        kept = {name: value for name, value in filters.items() if name != "page"}
        return self._page(
            request, "queue.html.j2", found=found, total=total, choices=choices, people=people,
            by={row["value"]: row["n"] for row in choices["state"]}, filtered=bool(kept), filters={**dict.fromkeys(("q", "state", *lists.FILTERS), ""), **filters}, page=page,
            step=lambda number: "/?" + urlencode({**kept, "page": number}),
        )  # fmt: skip

    def links(self, request: Request) -> Response:
        with self._desk.look() as connection:
            found, total = lists.links(connection, page=number(request))
        return self._page(
            request, "links.html.j2", found=found, total=total, page=number(request), step="/links?page={}".format
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
            force, total, stale = lists.decisions(connection, page=number(request))
            every = rows(connection, "from decisions order by made_at desc limit 500")
        return self._page(
            request, "decisions.html.j2", force=force, total=total, stale=stale, every=every, page=number(request),
            step="/decisions?page={}".format,
        )  # fmt: skip

    def decisions_csv(self, _: Request) -> Response:
        out = io.StringIO()
        with self._desk.look() as connection:
            found = lists.every_decision(connection)
        writer = csv.DictWriter(out, found[0].keys() if found else ["decision_id"])
        writer.writeheader()
        writer.writerows({name: cell(value) for name, value in row.items()} for row in found)
        return download(out.getvalue(), "text/csv; charset=utf-8", "decisions.csv")

    def decisions_json(self, _: Request) -> Response:
        with self._desk.look() as connection:
            found = lists.every_decision(connection)
        return download(
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
            told = {name: text(form, name) for name in FIELDS}
        back = told.pop("back")
        await run_in_threadpool(self._decide, request, told)
        return to_page(back)

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
            citation_id, back, note = (text(form, name) for name in ("citation_id", "back", "note"))
            body, media_type = await handed_in(form)
        document_id = await run_in_threadpool(self._supply, request, citation_id or "", body, media_type, note)
        await run_in_threadpool(self._run, document_id, f"a source handed in by {self._who(request)}", anew=False)
        return to_page(back)

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
            document_id, back = text(form, "document_id"), text(form, "back")
        await run_in_threadpool(self._run, document_id or "", f"a visit asked for by {self._who(request)}", anew=True)
        return to_page(back or "/runs")

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
            who, back = text(form, "who"), text(form, "back")
        answer = to_page(back)
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


# Whether the date of a document was given by --as-of shows in the mark under which it was read (pipeline/reads/read.sql).
_RUN_OF = """
select path, coalesce(title, parse_filename(path)) as name, documents.date,
    coalesce(documents.date is not null and ends_with(done.version, md5(concat_ws(chr(31), path, documents.date))), false) as date_was_given
from documents left join done on done.stage = 'read' and done.subject_id = documents.sha256
where document_id = ?
"""
