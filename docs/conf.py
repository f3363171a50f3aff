"""How the site is built: `make site`. The pages are plain Markdown; what only the site needs is said here."""

import inspect
import re
import sys
from importlib.metadata import version as installed
from pathlib import Path
from pydoc import locate

from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

project = "Tracker"
author = "the authors of Tracker"
project_copyright = author
version = release = installed("sanctions-tracker")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["pictures"]
root_doc = "index"
default_role = "code"
nitpicky = True

myst_heading_anchors = 4
myst_links_external_new_tab = True
suppress_warnings = ["myst.header"]

autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "undoc-members": True, "exclude-members": "model_config"}
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
nitpick_ignore = [("py:class", name) for name in ("FieldInfo", "NoneType")]  # said without their modules

html_theme = "furo"
html_title = "Tracker"
html_static_path: list[str] = []
html_show_sphinx = False
html_copy_source = False

PARTS = {
    "Learn": ["tutorial"],
    "How to": ["append", "query", "audit", "review", "library"],
    "Understand": ["concepts", "accuracy"],
    "Look up": ["codebook", "commands", "views", "intake", "readers", "api"],
    "About": ["extraction", "architecture", "decisions", "scale"],
}
"""The parts of the table of contents, with their pages in order; a page that stands in none is a how-to."""


def contents(app: Sphinx, page: str, source: list[str]) -> None:
    """Give the first page the table of contents, which a reader of the plain files has as links."""
    if page != root_doc:
        return
    found = sorted(file.stem for file in Path(app.srcdir).glob("*.md"))
    placed = {one for pages in PARTS.values() for one in pages}
    for part, pages in PARTS.items():
        others = [one for one in found if one not in placed | {root_doc}] if part == "How to" else []
        listed = "\n".join([*(one for one in pages if one in found), *others])
        source[0] += f"\n```{{toctree}}\n:hidden:\n:caption: {part}\n\n{listed}\n```\n"


def existing(_: Sphinx, __: object, node: pending_xref, text: Element) -> Element | None:
    """A name without a place on the site stays as it is, if there is such a thing; otherwise it is a fault.

    A name that a module imports only for its types has no address in a signature; the module says where it is from.
    """
    if node["refdomain"] != "py":
        return None
    module, name = sys.modules.get(node.get("py:module") or ""), node["reftarget"]
    imported = module is not None and re.search(rf"import\b.*\b{re.escape(name)}\b", inspect.getsource(module))
    return text if imported or locate(name) is not None else None


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("missing-reference", existing)
    app.connect("source-read", contents)
