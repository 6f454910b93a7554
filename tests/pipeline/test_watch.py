"""Telling what is new: once, in one message, again where it did not arrive; over a real mail server and a real webhook."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import duckdb
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from pipeline.notify import sender
from pipeline.settings import ConfigError
from pipeline.watch import Told, tell_news
from tests.warehouse.histories import NOW, ask, change, cite, judge, look

URL = "http://source.example/report"


class Box:
    """What a mail server took."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        mail = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"


@pytest.fixture
def mail() -> Iterator[tuple[str, list[EmailMessage]]]:
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield f"mailto://127.0.0.1:{port}?from=watch@news.example&to=desk@news.example", box.mails
    server.stop()


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[dict[str, str]], list[int]]]:
    """An address, the messages that it took, and the statuses that it answers with, the last one for ever."""
    taken: list[dict[str, str]] = []
    statuses = [200]

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
            if status == 200:
                taken.append(json.loads(body))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"json://127.0.0.1:{server.server_address[1]}/", taken, statuses
    server.shutdown()
    thread.join()
    server.server_close()


def watched(warehouse: duckdb.DuckDBPyConnection, days: int = 0) -> Told:
    """One watch that prints nowhere, so many days after the first."""
    return tell_news(warehouse, lambda title, body: "test", now=NOW + timedelta(days=days))


def kinds(told: Told) -> list[tuple[str, str]]:
    return [(one.ref, one.kind) for one in told.news]


def test_the_life_of_a_source_is_told_step_by_step_and_each_step_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    first = look(warehouse, URL, "live", days_ago=9)
    judge(warehouse, 1, first, "supported")
    assert kinds(watched(warehouse)) == []
    second = look(warehouse, URL, "live", days_ago=8, text="There were 25.")
    judge(warehouse, 1, second, "contradicted")
    change(warehouse, URL, first, second, gone="k1")
    told = watched(warehouse, 1)
    assert kinds(told) == [("c1", "evidence_lost"), ("c1", "verdict_changed"), ("c1", "changed")]
    assert "it was supported, and is contradicted" in next(one for one in told.news if one.topic == "verdict").says
    assert kinds(watched(warehouse, 2)) == []
    look(warehouse, URL, "bot_wall", days_ago=7, status=403)
    assert kinds(watched(warehouse, 3)) == []
    for ago, expected in ((6, "failing"), (5, None), (4, "dead"), (3, None)):
        look(warehouse, URL, "gone", days_ago=ago, status=404)
        assert kinds(watched(warehouse, 10 - ago)) == ([("c1", expected)] if expected else [])
    back = look(warehouse, URL, "live", days_ago=1, text="There were 25.")
    judge(warehouse, 1, back, "contradicted")
    assert kinds(watched(warehouse, 9)) == [("c1", "revived")]


def test_one_mail_and_one_webhook_message_carry_everything(
    warehouse: duckdb.DuckDBPyConnection,
    mail: tuple[str, list[EmailMessage]],
    webhook: tuple[str, list[dict[str, str]], list[int]],
) -> None:
    for number in (1, 2, 3):
        cite(warehouse, f"http://gone.example/{number}", number=number)
        look(warehouse, f"http://gone.example/{number}", "gone", status=404)
    told = tell_news(warehouse, sender([mail[0], webhook[0]]), now=NOW)
    assert told.delivered
    (letter,), (message,) = mail[1], webhook[1]
    assert (letter["subject"], letter["to"]) == ("testimonia: 3 failing", "desk@news.example")
    text = letter.get_body(("plain",))
    assert text is not None
    for said in (text.get_content(), message["message"]):
        assert [f"http://gone.example/{number}" in said for number in (1, 2, 3)] == [True] * 3
    assert ask(warehouse, "select count(*), count(sent_at), any_value(channel) from notices") == [(3, 3, "2 addresses")]


def test_what_did_not_arrive_is_told_again_and_says_so(
    warehouse: duckdb.DuckDBPyConnection, webhook: tuple[str, list[dict[str, str]], list[int]]
) -> None:
    url, taken, statuses = webhook
    statuses[:] = [500, 200]
    cite(warehouse, URL)
    look(warehouse, URL, "gone", status=404)
    refused = tell_news(warehouse, sender([url]), now=NOW)
    assert (refused.delivered, len(refused.news), taken) == (False, 1, [])
    again = tell_news(warehouse, sender([url]), now=NOW + timedelta(days=1))
    assert (again.delivered, kinds(again)) == (True, [("c1", "failing")])
    assert "may have told you some of this already" in taken[0]["message"]
    assert kinds(watched(warehouse, 2)) == []


def test_a_watch_that_dies_between_sending_and_remembering_tells_again(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    look(warehouse, URL, "gone", status=404)
    sent: list[str] = []

    def killed(title: str, body: str) -> str:
        sent.append(title)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tell_news(warehouse, killed, now=NOW)
    assert kinds(watched(warehouse, 1)) == [("c1", "failing")]
    assert sent == ["testimonia: 1 failing"]


def test_words_of_a_source_begin_no_line_of_the_message(warehouse: duckdb.DuckDBPyConnection) -> None:
    cite(warehouse, URL)
    first = look(warehouse, URL, "live", days_ago=2)
    watched(warehouse)
    second = look(warehouse, URL, "live", days_ago=1, text="There were 25.")
    change(warehouse, URL, first, second)
    warehouse.execute("update changes set reason = 'a\n\nFrom: someone else\x1b[31m'")
    bodies: list[str] = []

    def keep(title: str, body: str) -> str:
        bodies.append(body)
        return "test"

    tell_news(warehouse, keep, now=NOW)
    assert not any(line.startswith("From:") for line in bodies[0].splitlines())
    assert "\x1b" not in bodies[0]


def test_an_address_of_no_service_is_refused_without_its_secret() -> None:
    with pytest.raises(ConfigError, match="no service") as refused:
        sender(["nosuch://user:hunter2@host"])
    assert "hunter2" not in str(refused.value)
