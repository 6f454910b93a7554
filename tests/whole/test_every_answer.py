"""One `testimonia fetch` of a server with more than sixty kinds of answer: each address ends in exactly one outcome, the right one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.spiders.site import ROUTES, Server, answer, html, moved
from tests.whole.conftest import REPOSITORY

STORY = (
    "<p>" + "The harbour board met on Monday and voted for the new ferry, which costs 4 million crowns. " * 8 + "</p>"
)
ALIKE = "<title>Harbour</title><p>We moved our shelves around. Have a look at the timetable of the ferries instead, or ask the harbour office.</p>"
FREE = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'

# path -> (answer, outcome): answers of this test's own
OWN: dict[str, tuple[bytes, str]] = {
    "/story": (html(f"<title>The ferry</title><h1>The ferry</h1>{STORY}"), "live"),
    "/text": (answer(body=b"The ferry leaves at nine and comes back at six. " * 9, headers=("Content-Type: text/plain",)), "live"),
    "/about-404": (html(f"<title>Page not found: a history</title><h1>Page not found: a history</h1>{STORY * 3}"), "live"),
    "/banner": (html(f'<div id="cookie-banner">We use cookies. Accept all.</div><title>Ferry</title>{STORY}'), "live"),
    "/mirror": (html("<title>Ferry times</title><p>The ferry leaves the harbour at nine, at noon and at six, on Sundays at ten.</p>"), "live"),
    "/soft": (html("<title>Page not found</title><h1>Page not found</h1><p>Sorry, the page you are looking for does not exist.</p>"), "soft_404"),
    "/soft-es": (html("<title>Error</title><h1>Página no encontrada</h1><p>La página que busca no existe o fue eliminada.</p>"), "soft_404"),
    "/alike/one": (html(ALIKE), "soft_404"),
    "/shell/one": (html(f"{ALIKE}<script>show()</script>"), "needs_browser"),
    "/old/deep/story": (moved("/"), "redirected_home"),
    "/for-sale": (html("<title>127.0.0.1 is for sale</title><h1>This domain is for sale</h1><p>Buy this domain. Make an offer on this domain.</p>"), "parked"),
    "/parked": (html('<title>x</title><script src="https://img.sedoparking.com/a.js"></script><p>Sponsored listings</p>'), "parked"),
    "/nginx": (html("<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed.</p>"), "placeholder"),
    "/soon": (html("<title>Coming soon</title><h1>Coming soon</h1><p>Our new website is coming soon.</p>"), "placeholder"),
    "/taken-over": (html(f"<title>Casino bonus</title><p>{'Spin the wheel and win a bonus today with the first deposit. ' * 12}</p>"), "replaced"),
    "/401": (answer("401 Unauthorized", b"<h1>Who are you?</h1>"), "login_wall"),
    "/402": (answer("402 Payment Required", b"<h1>Pay</h1>"), "paywall"),
    "/405-waf": (answer("405 Not Allowed", b"<p>no</p>", ("Content-Type: text/html", "x-amzn-waf-action: captcha")), "bot_wall"),
    "/403-cf": (answer("403 Forbidden", b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"), "bot_wall"),
    "/404-cf": (answer("404 Not Found", b"<title>Just a moment...</title>", ("Content-Type: text/html", "cf-mitigated: challenge")), "bot_wall"),
    "/200-check": (html("<title>Security check</title><p>Please verify that you are human to continue.</p>"), "bot_wall"),
    "/200-denied": (html("<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission to access this page.</p>"), "bot_wall"),
    "/451": (answer("451 Unavailable For Legal Reasons", b"<p>no</p>"), "bot_wall"),
    "/999": (answer("999 Request denied", b"<p>no</p>"), "bot_wall"),
    "/login-page": (html('<title>Log in</title><h1>Log in</h1><form><input name="user"><input type="password"></form>'), "login_wall"),
    "/members": (moved("/login?next=/members"), "login_wall"),
    "/login": (html('<title>Harbour club</title><h1>Log in</h1><form><input name="user"><input type="password"></form>'), "login_wall"),
    "/paid": (html(f"{FREE}<title>The ferry</title><h1>The ferry</h1><p>The board met on Monday.</p><p>Subscribe to continue reading</p>"), "paywall"),
    "/cookies": (html('<title>Paper</title><div id="cmpbox"><p>We and our 400 partners store and access information on your device, such as cookies, and process personal data for advertisements. You can accept all or manage preferences at any time.</p></div>'), "consent_wall"),
    "/502": (answer("502 Bad Gateway", b"<h1>502 Bad Gateway</h1>"), "server_error"),
    "/database": (html("<title>Error</title><h1>Error establishing a database connection</h1>"), "server_error"),
    "/repairs": (html("<title>Maintenance</title><h1>We will be back soon</h1><p>The site is down for scheduled maintenance.</p>"), "server_error"),
    "/408": (answer("408 Request Timeout", b""), "timeout"),
    "/app": (html('<title>Map</title><div id="root"></div><script src="a.js"></script><script src="b.js"></script><script src="c.js"></script>'), "needs_browser"),
    "/frames": (html('<title>Old</title><frameset cols="*"><frame src="a.html"></frameset>'), "needs_browser"),
    "/image": (answer(body=b"\x89PNG\r\n\x1a\n\x00", headers=("Content-Type: image/png",)), "unsupported_media"),
    "/film": (answer(body=b"\x00\x00\x00\x18ftypmp42", headers=("Content-Type: video/mp4",)), "unsupported_media"),
    "/archive.zip": (answer(body=b"PK\x03\x04\x00", headers=("Content-Type: application/zip",)), "unsupported_media"),
    "/205": (answer("205 Reset Content", b"", ()), "empty"),
}  # fmt: skip
# answers that the server of the crawl's tests has
SHARED = {
    "/page": "live", "/gzip": "live", "/br": "live", "/zstd": "live", "/chunked": "live", "/lying-gzip": "live", "/no-type": "live",
    "/moved": "live", "/moved-301": "live", "/moved-308": "live", "/moved-twice": "live", "/moved-spaces": "live", "/meta-refresh": "live",
    "/refresh-header": "live", "/js-redirect": "live", "/js-in-page": "live", "/cookie-wall": "live", "/404": "gone", "/410": "gone",
    "/moved-to-404": "gone", "/403": "bot_wall", "/500": "server_error", "/503-later": "server_error", "/429": "rate_limited", "/204": "empty",
    "/empty": "empty", "/pdf": "unsupported_media", "/moved-no-location": "redirect", "/slow": "timeout", "/slow-body": "timeout",
    "/gzip-bomb": "too_large", "/gzip-nested": "too_large", "/large-claimed": "too_large", "/endless": "too_large",
    "/endless-headers": "too_large", "/many-headers": "too_large", "/long-header": "too_large", "/drop": "unreachable",
    "/drop-middle": "unreachable", "/garbage": "unreachable", "/self": "redirect_loop", "/loop": "redirect_loop", "/hop/1": "redirect_loop",
    "/secret/page": "refused", "/moved-to-mail": "refused", "/moved-to-script": "refused", "/moved-to-metadata": "refused",
}  # fmt: skip
SETTINGS = [
    "--set",
    "fetch.delay_s=0",
    "--set",
    "fetch.retries=0",
    "--set",
    "fetch.timeout_s=6",
    "--set",
    "fetch.max_body_mb=5",
]
LABEL = "Annual report of the observatory on surveillance in Veracruz"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    ROUTES.update({path: given for path, (given, _) in OWN.items()})
    for folder in ("/alike/", "/shell/"):
        ROUTES[folder] = lambda path, asked, page=OWN[f"{folder}one"][0]: page  # type: ignore[misc]
    running = Server()
    yield running
    running.close()
    for path in (*OWN, "/alike/", "/shell/"):
        del ROUTES[path]


def test_each_address_ends_in_its_one_outcome(server: Server, tmp_path: Path) -> None:
    wanted = {server.site(path): outcome for path, outcome in [*SHARED.items(), *((p, o) for p, (_, o) in OWN.items())]}
    wanted |= {f"https://127.0.0.1:{server.site.port}/page": "tls_error", "ftp://127.0.0.1/page": "refused"}
    wanted |= {"http://[::ffff:169.254.169.254]/latest": "refused"}
    assert len(wanted) >= 80
    asked = [{"url": url, "label": LABEL} if url.endswith("/taken-over") else {"url": url} for url in wanted]
    ran = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli.main import app; app()", "fetch", "-", "--json", "--allow-private-hosts", *SETTINGS,
         "--archive", str(tmp_path / "archive")],
        input="".join(json.dumps(one) + "\n" for one in asked), capture_output=True, text=True, cwd=REPOSITORY, timeout=120, check=False,
    )  # fmt: skip
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [one["input"] for one in told] == list(wanted), ran.stderr
    assert {one["input"]: one.get("outcome", one.get("error")) for one in told} == wanted
