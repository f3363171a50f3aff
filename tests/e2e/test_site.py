"""The site of the documentation: it builds without a warning, and every link within it leads to a place."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import html  # type: ignore[import-untyped]  # it ships no types
from pages import README, ROOT

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make site` builds it, in a folder of its own."""
    built = tmp_path_factory.mktemp("site")
    strict = ["-m", "sphinx", "-W", "-n", "--keep-going", "--quiet", "-d", str(built / "doctrees")]
    done = subprocess.run(
        [sys.executable, *strict, DOCS, built / "html"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return built / "html"


def test_every_page_is_on_the_site_and_can_be_found_from_the_first(site: Path) -> None:
    links = set(html.fromstring((site / "index.html").read_bytes()).xpath("//a/@href"))
    assert {page.stem for page in DOCS.glob("*.md")} - {link.removesuffix(".html") for link in links} == {"index"}


def test_every_link_within_the_site_leads_to_a_place(site: Path) -> None:
    pages = {path.name: html.fromstring(path.read_bytes()) for path in site.glob("*.html")}
    places = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    lost = []
    for name, page in pages.items():
        for link in page.xpath("//a/@href | //img/@src"):
            path, anchor = urldefrag(link)
            if urlsplit(link).scheme or not (path or anchor):
                continue
            there = path or name
            if not (site / unquote(there)).exists() or (anchor and unquote(anchor) not in places.get(there, {anchor})):
                lost.append(f"{name}: {link}")
    assert lost == []


def test_the_site_asks_for_nothing_from_elsewhere(site: Path) -> None:
    pages = [html.fromstring(path.read_bytes()) for path in site.glob("*.html")]
    loaded = {
        link for page in pages for link in page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
    }
    assert [link for link in loaded if urlsplit(link).scheme or link.startswith("//")] == []


def test_the_readme_is_no_second_documentation() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) < 200
