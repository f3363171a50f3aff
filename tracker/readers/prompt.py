"""What a model is told and asked: instructions made of the vocabularies and the codebook text, and one passage."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from events import POLICY_EVENTS, digest
from events.vocabulary import Body
from tracker.incoming import IncomingReport
from tracker.readers.passages import Passage
from tracker.readers.schema import answer_schema, detail_of, vocabularies


class Instructions(BaseModel):
    """The texts of `tracker/data/instructions.toml`; words in braces are filled in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str = Field(pattern=r"^\d+$")
    full: str
    brief: str
    schema_: str = Field(alias="schema")
    repair: str


@cache
def instructions() -> Instructions:
    """The texts as they are installed."""
    source = files("tracker").joinpath("data", "instructions.toml").read_text(encoding="utf-8")
    return Instructions.model_validate(tomllib.loads(source))


@cache
def system(*, with_schema: bool) -> str:
    """What a model is told; with the schema for one that cannot be held to it otherwise."""
    told = _filled(
        instructions().full,
        bodies=", ".join(f"{body} ({body.definition})" for body in Body),
        types="\n".join(
            f"{topic}{'' if kind.DIRECTED else ' (no direction)'}: {_said(kind.__doc__)}"
            for topic, kind in POLICY_EVENTS.items()
        ),
        vocabularies="\n".join(
            f"{name}: " + "; ".join(f"{term} = {term.definition}" for term in terms) for name, terms in vocabularies()
        ),
        details="\n".join(_details()),
    )
    return told + _filled(instructions().schema_, schema=json.dumps(dict(answer_schema()))) if with_schema else told


@cache
def brief() -> str:
    """What a model is told that has no room for more."""
    return _filled(instructions().brief, type_names=", ".join(POLICY_EVENTS))


def _details() -> list[str]:
    lines = []
    for topic, kind in POLICY_EVENTS.items():
        found = detail_of(kind)
        if found is not None:
            lines.append(f"{topic}: " + "; ".join(f"{term} = {term.definition}" for term in found[1]))
    return lines


def _said(docstring: str | None) -> str:
    return " ".join((docstring or "").split())


def _filled(text: str, **parts: str) -> str:
    """Fill words in braces; other braces stay as they are, since the texts show JSON."""
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text.strip() + "\n"


@dataclass(frozen=True)
class Asked:
    """A passage as it is put before a model, and which of how many it is."""

    report: IncomingReport
    passage: Passage
    number: int
    of: int

    def prompt(self, *, short: bool = False) -> str:
        """The passage between marks that no report can hold: they contain its own hash."""
        mark = f"REPORT {digest(self.passage.text)[:16]}"
        return f"{self._short() if short else self._head()}\n\n<<<{mark}\n{self.passage.text}\n{mark}>>>\n"

    def repair(self, answer: str, errors: list[str], *, short: bool = False) -> str:
        """The same again, with what was answered and why it was refused."""
        listed = "\n".join(f"- {error}" for error in errors)
        again = instructions().repair.replace("{errors}", listed).replace("{answer}", answer).strip()
        return f"{self.prompt(short=short)}\n{again}\n"

    def _short(self) -> str:
        return f"Published: {self.report.published}"

    def _head(self) -> str:
        report = self.report
        lines = [
            f"Publisher: {_line(report.publisher)}",
            f"Publisher's polity: {report.publisher_polity or 'none'}",
            f"Published: {report.published:%Y-%m-%d, a %A}",
            f"Title: {_line(report.title) or 'none'}",
            f"Passage {self.number} of {self.of}",
        ]
        return "\n".join(lines)


def _line(text: str) -> str:
    return " ".join(text.split())
