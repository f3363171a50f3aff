"""The canonical form of a report's address: what makes two mentions of one page the same report."""

from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}
_TRACKING = frozenset({"fbclid", "gclid", "mc_cid", "mc_eid", "igshid"})


def canonical_url(text: str) -> str | None:
    """Write an http(s) address in one way; None when the text is no such address.

    Scheme and host are lowered, the default port, the fragment and tracking parameters go, the rest stays as it is.
    A text that is no address ("Portal:Current events") says roughly where a report was found, but many reports
    share it, so it must not identify one.
    """
    try:
        parts = urlsplit(text.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:  # a malformed host or port
        return None
    if scheme not in _PORTS or not host or any(character.isspace() for character in host):
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", _query(parts), ""))


def _query(parts: SplitResult) -> str:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if pair[0].lower() not in _TRACKING and not pair[0].lower().startswith("utm_")]
    return parts.query if len(kept) == len(pairs) else urlencode(kept)
