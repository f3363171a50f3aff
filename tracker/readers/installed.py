"""Models of the `llm` library: whatever the user has configured there, hosted or local."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import JsonValue, ValidationError

from tracker.errors import InputError
from tracker.readers.asking import ANSWER_TOKENS
from tracker.readers.questions import Answer, Question, estimated

if TYPE_CHECKING:
    import llm


class InstalledModel:
    """A model of the library by its name or alias."""

    def __init__(self, model: "llm.Model") -> None:
        self._model = model
        self.name: str = model.model_id
        self.takes_schema: bool = bool(model.supports_schema)

    @classmethod
    def named(cls, name: str) -> "InstalledModel":
        """Find a model. Raises InputError where the library is not installed, or has no such model or no key for it."""
        try:
            import llm  # noqa: PLC0415  an optional part, and a second to load
        except ImportError as error:
            raise InputError(
                f"--reader llm:{name} needs the llm library: pip install 'sanctions-tracker[llm]'"
            ) from error
        try:
            model = llm.get_model(name)
            model.get_key()
        except llm.UnknownModelError as error:
            raise InputError(
                f"--reader llm:{name}: the llm library has no such model; `llm models` lists them"
            ) from error
        except llm.ModelError as error:
            raise InputError(f"--reader llm:{name}: {error}") from error
        return cls(model)

    def options(self, asked: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """The options of a question: those asked for, and a limit where the model takes one. Raises InputError."""
        known = self._model.Options.model_fields
        unknown = [name for name in asked if name not in known]
        if unknown:
            listed = ", ".join(known) or "none"
            raise InputError(f"--model-option {unknown[0]}: {self.name} has no such option, but {listed}")
        try:
            self._model.Options(**dict(asked))
        except ValidationError as error:
            problem = error.errors(include_url=False, include_input=False)[0]
            raise InputError(f"--model-option {problem['loc'][0]}: {problem['msg']}") from error
        limit = {"max_tokens": ANSWER_TOKENS} if "max_tokens" in known else {}
        return {**limit, **asked}

    def answer(self, question: Question) -> Answer:
        """Ask the model once; raises whatever it raises."""
        asked: dict[str, Any] = {"system": question.system, "stream": False, "options": dict(question.options)}
        if question.json_schema is not None:
            asked["schema"] = dict(question.json_schema)
        response = self._model.prompt(question.prompt, **asked)
        text = response.text()
        used = response.usage()
        tokens_in = used.input if used.input is not None else estimated(question.system + question.prompt)
        tokens_out = used.output if used.output is not None else estimated(text)
        return Answer(
            text=text,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            counted=used.input is not None and used.output is not None,
            resolved=_resolved(response),
        )


def _resolved(response: "llm.Response") -> str | None:
    """Which model answered, by the name that its provider gives it, where that is told."""
    told = response.response_json or {}
    name = response.resolved_model or (told.get("model") if isinstance(told, dict) else None)
    return name if isinstance(name, str) else None
