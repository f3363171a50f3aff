"""A picture as a file: PNG, SVG, or a page of HTML that fetches nothing and runs nothing.

What a report says goes into a picture as text only. The page holds the picture as SVG, all words below it, and no
script; a policy of its own forbids it to fetch or run anything. Whoever points at a mark reads the whole words, as the
browser shows the title of an SVG element.
"""

import os
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert

from tracker.errors import InputError, UnwritableFile

SUFFIXES = (".png", ".svg", ".html")
"""What a picture can be written as."""

_SVG = "http://www.w3.org/2000/svg"
_PNG_SCALE = 2.0
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = (
    "body{font:14px/1.45 Helvetica,Arial,sans-serif;color:#222;background:#fff;margin:1.5rem auto;max-width:70rem;"
    "padding:0 1rem}svg{max-width:100%;height:auto}li{margin:.4rem 0}"
)


def check_suffix(path: Path) -> str:
    """The suffix of a file that a picture can be written as. Raises InputError for another one."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"{path}: a picture is written as {', '.join(SUFFIXES)}: name a file that ends so")
    return suffix


def save(chart: Any, path: Path) -> None:
    """Write a picture into a file, whole or not at all; a file that was there is replaced.

    Raises InputError for another suffix than .png, .svg or .html, and UnwritableFile.
    """
    made = _MAKERS[check_suffix(path)](chart)
    try:
        _put(made, path)
    except OSError as error:
        raise UnwritableFile(f"{path}: the picture cannot be written ({error.strerror or error})") from error


def svg(chart: Any) -> str:
    """A picture as SVG; its marks have their whole words as titles."""
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ET.fromstring(_raw_svg(chart))  # noqa: S314  it was made here, from a specification
    for element in root.iter():
        if element.get("role") == "graphics-symbol" and (words := element.get("aria-label")):
            title = ET.Element(f"{{{_SVG}}}title")
            title.text = words
            element.insert(0, title)
    return ET.tostring(root, encoding="unicode")


def size_of(chart: Any) -> tuple[float, float]:
    """Width and height of a picture with everything in it, in CSS pixels."""
    root = ET.fromstring(_raw_svg(chart))  # noqa: S314  it was made here, from a specification
    return float(root.get("width", 0)), float(root.get("height", 0))


def _raw_svg(chart: Any) -> str:
    return vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[])


def _svg(chart: Any) -> bytes:
    return svg(chart).encode()


def _png(chart: Any) -> bytes:
    return vl_convert.vegalite_to_png(chart.to_dict(), scale=_PNG_SCALE, allowed_base_urls=[])


def _html(chart: Any) -> bytes:
    title = escape(str(chart.title.text))
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{svg(chart)}\n"
        f"<h2>In words</h2>\n<ol>\n{_list(chart)}</ol>\n</body>\n</html>\n"
    )
    return page.encode()


def _list(chart: Any) -> str:
    return "".join(f"<li>{escape(words)}</li>\n" for words in chart.usermeta["words"])


_MAKERS: dict[str, Callable[[Any], bytes]] = {".png": _png, ".svg": _svg, ".html": _html}


def _put(content: bytes, path: Path) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent or Path(), prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
