"""The cookies of one visit: sent back on its later hops, as a browser would, then forgotten; never stored.

Without them a site that sets a cookie and sends its reader back to the same address looks like a redirect loop.
"""

from __future__ import annotations

import yarl
from aiohttp import CookieJar

from spiders.exchange import Answer
from spiders.urls import is_web


class Cookies:
    """A jar that lives as long as a visit; to be made inside the event loop."""

    def __init__(self) -> None:
        self._jar: CookieJar | None = None  # made when it is needed: most visits are set none

    def take(self, answer: Answer) -> None:
        """Keep what an answer sets."""
        exchange = answer.exchange
        values = [value for name, value in exchange.headers if name.lower() == "set-cookie"]
        if values and is_web(exchange.url):
            if self._jar is None:
                self._jar = CookieJar(unsafe=True, quote_cookie=False)  # unsafe: hosts may be plain addresses
            self._jar.update_cookies_from_headers(values, yarl.URL(exchange.url, encoded=True))

    def header(self, url: str) -> str:
        """Return the Cookie header for an address; "" where nothing was set for it."""
        if self._jar is None or not is_web(url):
            return ""
        found = self._jar.filter_cookies(yarl.URL(url, encoded=True))
        return "; ".join(f"{name}={morsel.value}" for name, morsel in sorted(found.items()))
