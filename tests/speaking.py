"""A small server on loopback that speaks the usual chat protocol, and answers as its script says."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MODEL = "scripted"


@dataclass(frozen=True)
class Reply:
    """What the server does with one request."""

    content: str = ""
    status: int = 200
    wait: float = 0
    headers: dict[str, str] = field(default_factory=dict)
    cut_at: int | None = None
    tokens: tuple[int, int] = (100, 20)
    body: bytes | None = None


Scripted = Reply | Callable[[dict[str, Any]], Reply]


@dataclass
class Spoken:
    """A server at work: its script, of which the last reply is repeated, and what it was sent."""

    script: list[Scripted]
    folder: Path
    requests: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reply(self, request: dict[str, Any]) -> Reply:
        with self.lock:
            step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
            self.requests.append(request)
        return step if isinstance(step, Reply) else step(request)

    @property
    def prompts(self) -> list[str]:
        """What was asked, without what the model was told."""
        return [str(one["messages"][-1]["content"]) for one in self.requests]


def answering(*events: dict[str, Any], **options: Any) -> Reply:
    """A well-formed answer with these events."""
    return Reply(json.dumps({"events": list(events)}), **options)


def coding(type_: str, source: str, target: str, quote: str, **fields: Any) -> dict[str, Any]:
    """One event as a model writes it."""
    given = {"type": type_, "source": source, "target": target, "quote": quote, "modality": "happened", "date": None}
    return given | fields


@contextmanager
def speaking(folder: Path, *script: Scripted, schema: bool = True) -> Iterator[Spoken]:
    """Run a server with a script; `folder` becomes a configuration of the llm library with the model `scripted`."""
    spoken = Spoken(list(script), folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(spoken))
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    folder.mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{server.server_port}/v1"
    (folder / "extra-openai-models.yaml").write_text(
        f"- model_id: {MODEL}\n  model_name: {MODEL}\n  api_base: {address}\n  supports_schema: {str(schema).lower()}\n"
    )
    try:
        yield spoken
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(spoken: Spoken) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            reply = spoken.reply(json.loads(self.rfile.read(length)))
            time.sleep(reply.wait)
            body = reply.body if reply.body is not None else _body(reply)
            try:
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", "x-should-retry": "false"}.items():
                    self.send_header(name, value)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: reply.cut_at])
            except OSError:  # the client has gone
                return
            if reply.cut_at is not None:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def _body(reply: Reply) -> bytes:
    if reply.status != 200:
        return json.dumps({"error": {"message": f"scripted {reply.status}", "type": "scripted"}}).encode()
    used = {
        "prompt_tokens": reply.tokens[0],
        "completion_tokens": reply.tokens[1],
        "total_tokens": sum(reply.tokens),
    }
    message = {"role": "assistant", "content": reply.content}
    content = {
        "id": "scripted-1",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted-2026-11",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": used,
    }
    return json.dumps(content).encode()
