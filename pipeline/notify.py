"""Notices to people: by mail, chat or webhook, through apprise, to the addresses of the settings or of --notify alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from pipeline.settings import ConfigError


def sender(urls: Sequence[str]) -> Callable[[str, str], str | None]:
    """Return the function that sends a title and a text to every address; it returns None where one did not take it.

    Raises ConfigError for an address that names no service; the address itself, which can hold a password, is not repeated whole.
    """
    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it logs addresses with what is secret in them
    asset = apprise.AppriseAsset(app_id="testimonia", app_desc="citation checker", plugin_paths=[], async_mode=False)
    box = apprise.Apprise(asset=asset)
    for url in urls:
        if not box.add(url):
            raise ConfigError(
                f"notify {_public(url)}: no service of apprise has such an address\n\nhint: for instance "
                "mailtos://user:password@mail.example?to=desk@news.example, slack://…, json://host/path"
            )

    def send(title: str, body: str) -> str | None:
        taken = box.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
        return f"{len(urls)} address{'es' if len(urls) > 1 else ''}" if taken else None

    return send


def _public(url: str) -> str:
    return url.split("://", 1)[0] + "://…"
