"""Links that a program wrapped in its own address: the one that the author set."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

# Where mail programs, editors and networks put the address that was linked: the host's ending, the path, the parameter.
_WRAPPERS = (
    (re.compile(r"(?:^|\.)google\.[a-z.]{2,6}$"), "/url", ("q", "url")),
    (re.compile(r"\.safelinks\.protection\.outlook\.com$"), "/", ("url",)),
    (re.compile(r"^(?:l|lm|www|m)\.facebook\.com$"), "/l.php", ("u",)),
    (re.compile(r"^l\.(?:instagram|threads)\.com$"), "/", ("u",)),
    (re.compile(r"^(?:www\.)?youtube\.com$"), "/redirect", ("q",)),
    (re.compile(r"^slack-redir\.net$"), "/link", ("url",)),
    (re.compile(r"^(?:www\.)?linkedin\.com$"), "/redir/redirect", ("url",)),
    (re.compile(r"^(?:www\.)?vk\.com$"), "/away.php", ("to",)),
    (re.compile(r"^out\.reddit\.com$"), "/", ("url",)),
    (re.compile(r"^(?:www\.)?duckduckgo\.com$"), "/l/", ("uddg",)),
)


def unwrapped(url: str) -> str:
    """Return the address that a link leads to behind the wrapper of an editor, a mail program or a network; else itself.

    Google's editors save every link as `google.com/url?q=…`, Outlook as `…safelinks.protection.outlook.com/?url=…`.
    Such a wrapper shows a notice of its own, and is no source.
    """
    if "?" not in url or "://" not in url:
        return url
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return url
    for pattern, path, names in _WRAPPERS:
        if pattern.search(host) and (parts.path == path or (path == "/" and host.count(".") >= 2)):
            said = parse_qs(parts.query, keep_blank_values=False)
            inner = next((said[name][0] for name in names if name in said), "")
            if re.match(r"https?://[^\s/]+\.", inner, re.IGNORECASE):
                return inner
    return url
