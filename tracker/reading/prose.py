"""Text that was laid out for paper or a screen → text whose lines end where its paragraphs do."""

import re
from typing import Any

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol "
    "p pre section table tbody td th thead tr ul".split()
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head"})
_ENDED = re.compile(r"[.!?:;][\"”’')\]]*$")
_BEGINS_ITEM = re.compile(r"(?:[-•*–—▪◦]|\(?\d{1,2}[.)])\s")
_BROKEN_WORD = re.compile(r"(?<=[a-z])-$")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def unwrapped(text: str) -> str:
    """Join the lines of a paragraph, which were cut for their width; an empty line parts paragraphs.

    A line that is cut short after the end of a sentence ends a paragraph as well, and a line that begins an item of a
    list begins one. A word that is hyphenated at the end of a line is put together when it goes on in lower case.
    """
    paragraphs: list[str] = []
    for block in re.split(r"\n[ \t\xa0]*\n+", without_controls(text)):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        width = max(map(len, lines), default=0)
        fresh = True
        for line in lines:
            if fresh or _BEGINS_ITEM.match(line):
                paragraphs.append(line)
            else:
                paragraphs[-1] = _joined(paragraphs[-1], line)
            fresh = len(line) < 0.75 * width and _ENDED.search(line) is not None
    return "\n".join(paragraphs)


def _joined(before: str, line: str) -> str:
    if _BROKEN_WORD.search(before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"


def without_controls(text: str) -> str:
    """The text without control characters, which layouts leave behind; line ends and tabs stay."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n"))


def words_of(markup: str) -> str:
    """The words of a fragment of HTML, one block a line; empty when there are none."""
    # lxml takes a tenth of a second to load, and only pages, feeds and mails need it.
    from lxml import etree, html  # type: ignore[import-untyped]  # noqa: PLC0415

    if not markup.strip():
        return ""
    try:
        tree = html.fragment_fromstring(without_controls(markup), create_parent=True)
    except (etree.LxmlError, ValueError):  # no fragment at all: an empty comment, a lone declaration
        return ""
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        _note(event, element, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _note(event: str, element: Any, parts: list[str]) -> None:
    tag = element.tag if isinstance(element.tag, str) else None
    if tag in _BLOCKS:
        parts.append("\n")
    if event == "start" and tag is not None:
        parts.append(_inline(element.text))
    elif event != "start":
        parts.append(_inline(element.tail))


def _inline(text: str | None) -> str:
    return (text or "").replace("\n", " ")
