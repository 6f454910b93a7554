"""Judges that are not ours: a tiny random model, and a server that answers, stalls, lies in format, fails and redirects."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from nlp import judge
from pipeline import opine
from pipeline.judge_server import ServerJudge
from pipeline.judges import ModelJudge, judges, read_logits
from pipeline.settings import ConfigError, Judge, Settings
from pipeline.stages import after_the_web
from tests.pipeline import tiny_model

CLAIM, PASSAGES = "the pier was opened in june", ["anna lind opened the pier", "a new harbour"]
GOOD = '{"verdict": "contradicted", "score": 0.12, "why": "the pier"}'


class Server(BaseHTTPRequestHandler):
    """Answers as the first part of the path says, and keeps what it was asked."""

    asked: list[dict[str, Any]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"body": body, "key": self.headers.get("Authorization"), "path": self.path})  # type: ignore[attr-defined]
        manner = self.path.split("/")[1]
        if manner == "stall":
            time.sleep(1.5)
            return
        if manner == "moved":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/good/chat/completions")  # type: ignore[attr-defined]
            self.end_headers()
            return
        content = {"good": f"Here it is: {GOOD}", "prose": "I think it is true.", "word": '{"verdict": "yes", "score": 0.9}',
                   "score": '{"verdict": "supported", "score": 9}', "list": '["supported", 1]'}.get(manner, GOOD)  # fmt: skip
        answer = {
            "choices": [{"message": {"content": content}}],
            "usage": {"prompt_tokens": 1000, "completion_tokens": 100},
        }
        text = {"html": "<html>no</html>", "huge": "x" * 1_200_000, "empty": '{"choices": []}'}.get(
            manner, json.dumps(answer)
        )
        self.send_response(503 if manner == "fail" else 200)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    running.asked = []  # type: ignore[attr-defined]
    running.daemon_threads, running.block_on_close = True, False
    threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def at(server: ThreadingHTTPServer, manner: str, **settings: Any) -> Judge:
    return Judge(server=f"http://127.0.0.1:{server.server_port}/{manner}", **{"timeout_s": 5.0, **settings})


def test_a_server_that_answers_is_logged_with_its_cost_and_sees_the_claim_and_the_passages_only(
    server: ThreadingHTTPServer, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_text("abc\n", encoding="utf-8")
    said = ServerJudge(at(server, "good", model="m1", key_file=str(key), passages=1, price_in=2.0, price_out=10.0)).ask(
        CLAIM, PASSAGES
    )
    assert (said.verdict, said.score, said.error) == ("contradicted", 0.12, None)
    assert (said.tokens_in, said.tokens_out, said.cost) == (1000, 100, 0.003)
    (asked,) = server.asked  # type: ignore[attr-defined]
    assert json.loads(asked["body"]["messages"][1]["content"]) == {"claim": CLAIM, "passages": PASSAGES[:1]}
    assert (asked["body"]["model"], asked["key"], asked["path"]) == ("m1", "Bearer abc", "/good/chat/completions")
    assert "abc" not in said.prompt and GOOD in json.loads(said.answer or "")["choices"][0]["message"]["content"]


@pytest.mark.parametrize(
    ("manner", "says"),
    [
        ("prose", "no verdict and score"), ("word", "no verdict of ours: 'yes'"), ("score", "score '9'"), ("list", "no verdict and score"),
        ("html", "not an answer of the chat protocol"), ("empty", "not an answer of the chat protocol"), ("huge", "longer than"),
        ("fail", "HTTP 503"), ("moved", "HTTP 302"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_an_error_and_never_a_verdict(server: ThreadingHTTPServer, manner: str, says: str) -> None:
    said = ServerJudge(at(server, manner)).ask(CLAIM, PASSAGES)
    assert (said.verdict, said.score) == (None, None)
    assert said.error is not None and says in said.error
    assert len(server.asked) == 1  # type: ignore[attr-defined]  # a redirect is not followed


def test_a_server_that_stalls_costs_its_timeout_and_is_given_up_after_three(server: ThreadingHTTPServer) -> None:
    one = ServerJudge(at(server, "stall", timeout_s=0.1))
    errors = [one.ask(CLAIM, PASSAGES).error for _ in range(5)]
    assert errors[:3] == ["no answer within 0.1 s"] * 3
    assert errors[3:] == ["not asked: it failed 3 times in a row"] * 2
    assert len(server.asked) <= 3  # type: ignore[attr-defined]


def test_nobody_at_the_address_is_an_error() -> None:
    said = ServerJudge(Judge(server="http://127.0.0.1:9", timeout_s=5.0)).ask(CLAIM, PASSAGES)
    assert said.verdict is None and said.error


def test_a_random_model_judges_alike_alone_and_in_a_batch(tmp_path: Path) -> None:
    tiny_model.write(tmp_path / "tiny", ("CONTRADICTION", "NEUTRAL", "ENTAILMENT"), extra_input="attention_mask")
    said = ModelJudge(tmp_path / "tiny").ask(CLAIM, PASSAGES)
    assert said.verdict in ("contradicted", "not_supported", "supported") and said.error is None
    assert said.judge == "model tiny" and said.score is not None and 0 <= said.score <= 1
    model = judge.load(tmp_path / "tiny")
    pairs = [("a new pier", "the pier"), ("not", "anna lind of the harbour was in june")]
    assert model.labels == ("contradiction", "neutral", "entailment")
    alone = [judge.logits(model, [pair])[0].tolist() for pair in pairs]
    for row in judge.logits(model, [pairs[1], pairs[1]]).tolist():
        assert row == pytest.approx(alone[1], abs=1e-5)
    assert alone[0] != alone[1]


def test_labels_say_what_a_logit_means() -> None:
    assert read_logits([3.0, 0.0, 0.0], ["entailment", "neutral", "contradiction"])[0] == "supported"
    assert read_logits([0.0, 0.0, 3.0], ["entailment", "neutral", "contradiction"])[0] == "contradicted"
    assert read_logits([0.0, 3.0, 0.0], ["entailment", "neutral", "contradiction"])[0] == "not_supported"
    assert read_logits([0.0, 2.0], []) == ("supported", 0.8808)
    assert read_logits([-2.0], []) == ("not_supported", 0.1192)


@pytest.mark.parametrize("spoil", ["model.onnx", "tokenizer.json", "broken", "strange"])
def test_a_folder_that_holds_no_model_says_what_is_wrong(tmp_path: Path, spoil: str) -> None:
    folder = tmp_path / spoil
    tiny_model.write(folder, ("a", "b"), extra_input="pixels" if spoil == "strange" else "")
    if spoil == "broken":
        (folder / "model.onnx").write_bytes(b"no model")
    elif spoil != "strange":
        (folder / spoil).unlink()
    with pytest.raises(ConfigError, match=r"(?s)\[judge\] folder: .*hint: "):
        judges(Judge(folder=str(folder)))


def test_an_opinion_is_a_row_beside_the_verdict_and_nobody_named_says_nothing(tmp_path: Path) -> None:
    row = {"subject_id": "s", "verdict_id": "v", "claim": CLAIM, "passages": PASSAGES}
    assert list(opine.work(row, Settings())) == []
    tiny_model.write(tmp_path / "tiny", ("no", "entailment"))
    (opinion,) = opine.work(row, Settings(judge=Judge(folder=str(tmp_path / "tiny"))))
    assert (opinion.verdict_id, opinion.judge, opinion.made_by) == ("v", "model tiny", "opine")
    assert CLAIM in opinion.prompt and opinion.error is None


def test_no_opinion_is_owed_where_no_judge_is_named() -> None:
    assert "opine" not in {stage.name for stage in after_the_web(Settings())}
    assert "opine" in {stage.name for stage in after_the_web(Settings(judge=Judge(server="http://127.0.0.1:1/v1")))}
