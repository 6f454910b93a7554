"""The transport: what it refuses, what it cannot trust, and that nothing lies between the guard and the connection."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from spiders.config import Fetch
from spiders.download import ask
from spiders.exchange import Exchange
from spiders.guard import RefusedAddress
from spiders.session import GuardedResolver, opened
from tests.spiders.site import Site, answer


@pytest.fixture
def untrusted(tmp_path: Path) -> Iterator[str]:
    """A server whose certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    day = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(day - timedelta(days=1)).not_valid_after(day + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = tmp_path / "server.pem"
    pem.write_bytes(key.private_bytes(*plain) + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            try:
                with client, context.wrap_socket(client, server_side=True) as secured:
                    secured.recv(65536)
                    secured.sendall(answer())
            except OSError:
                continue

    threading.Thread(target=serve, daemon=True).start()
    yield f"https://localhost:{listener.getsockname()[1]}/"
    listener.close()


def asked(url: str, **fetch: object) -> Exchange:
    settings = Fetch(**{"allow_private_hosts": True, "timeout_s": 5.0, **fetch})  # type: ignore[arg-type]

    async def run() -> Exchange:
        async with opened(settings) as session:
            return await ask(session, url, headers={"User-Agent": "test"}, fetch=settings)

    return asyncio.run(run())


def test_a_certificate_that_nobody_vouches_for(untrusted: str) -> None:
    assert asked(untrusted).error == "tls"


def test_plain_http_where_tls_is_expected(site: Site) -> None:
    assert asked(site("/page").replace("http://", "https://")).error == "tls"


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert asked(f"http://127.0.0.1:{port}/").error == "connect"


def test_a_name_that_does_not_exist_is_known_only_where_names_resolve() -> None:
    exchange = asked("http://no-such-host.invalid/", timeout_s=20.0)
    try:
        socket.getaddrinfo("example.org", 443)
    except OSError:
        assert exchange.error == "connect"  # we are offline; that says nothing of the host
    else:
        assert exchange.error == "dns"


def test_one_byte_at_a_time_is_too_slow(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.download._WINDOW_S", 1.0)
    exchange = asked(site("/slow-body"), min_rate_bytes_s=50.0, timeout_s=10.0)
    assert exchange.error == "too_slow"


def test_who_answered_is_kept(site: Site) -> None:
    exchange = asked(site("/odd-reason"))
    assert exchange.address == "127.0.0.1"
    assert exchange.status_line == "HTTP/1.1 200 All Is Well"
    assert [name for name, _ in exchange.headers][:3] == ["content-TYPE", "X-B", "X-A"]
    assert dict(exchange.request_headers)["User-Agent"] == "test"


def test_an_answer_of_the_resolver_that_changes_does_not_pass(site: Site) -> None:
    """A host that resolves to a public address for the check and to loopback for the connection (DNS rebinding)."""

    class Changing(AbstractResolver):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            return [
                ResolveResult(
                    hostname=host,
                    host="127.0.0.1",
                    port=port,
                    family=socket.AF_INET,
                    proto=0,
                    flags=socket.AI_NUMERICHOST,
                )
            ]

        async def close(self) -> None:
            """Nothing is held open."""

    settings = Fetch(allow_private_hosts=False, timeout_s=5.0)

    async def run() -> Exchange:
        async with opened(settings) as session:
            assert isinstance(session.connector, aiohttp.TCPConnector)
            session.connector._resolver = Changing()
            return await ask(session, f"http://rebound.example:{site.port}/page", headers={}, fetch=settings)

    assert asyncio.run(run()).error == "refused_private"
    assert not site.asked


def test_no_proxy_of_the_surroundings_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would connect in our stead, where no guard stands."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert asked(site("/page")).status == 200
    assert asked(site("/page"), allow_private_hosts=False).error == "refused_private"


def test_the_resolver_gives_out_no_private_address() -> None:
    async def run(*, allow_private: bool) -> list[ResolveResult]:
        return await GuardedResolver(allow_private=allow_private).resolve("localhost", 80)

    with pytest.raises(RefusedAddress):
        asyncio.run(run(allow_private=False))
    assert asyncio.run(run(allow_private=True))


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1",
        "http://a.example:99999/",
        "http://%00/",
        "http://a..example/",
        "http://" + "a" * 300 + ".example/",
    ],
)
def test_an_address_that_cannot_be_asked_for_is_an_answer_too(url: str) -> None:
    assert asked(url).error in ("broken", "connect", "dns")
