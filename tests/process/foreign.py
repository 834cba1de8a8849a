"""Servers that owe nothing to ours: a Bot API of five methods and a shop of one call, written from the documentation.

Anything else they are asked for is 404. The Bot API's is in Telegram's shape, the shop's is a bare body.
"""

import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, answer = self.server.owner.answer(self.path, body, dict(self.headers))  # type: ignore[attr-defined]
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def handle(self) -> None:
        with suppress(ConnectionError):  # whoever asked has gone
            super().handle()

    do_GET = do_POST  # noqa: N815  # the library's name

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def served(owner: Any) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.owner = owner  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        owner.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class ForeignTelegram:
    """One person's chat. `edits`: how edits are answered; `slow`: seconds that a sendMessage takes."""

    token: str
    person: int
    edits: int = 200
    slow: float = 0
    closing: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)
    messages: dict[int, Json] = field(default_factory=dict)
    _updates: list[Json] = field(default_factory=list)
    _number: int = 40
    _news: threading.Condition = field(default_factory=threading.Condition)

    def says(self, text: str) -> None:
        number = self._next_number()
        user = {"id": self.person, "is_bot": False, "first_name": "Ana"}
        chat = {"id": self.person, "type": "private", "first_name": "Ana"}
        message = {"message_id": number, "date": 1_790_000_000, "from": user, "chat": chat, "text": text}
        self._comes({"message": message})

    def taps(self, label: str) -> None:
        message = self.newest
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if button["text"] == label)
        user = {"id": self.person, "is_bot": False, "first_name": "Ana"}
        query = {"id": f"q{self._number}", "from": user, "message": message, "chat_instance": "1", "data": data}
        self._comes({"callback_query": query})

    def _next_number(self) -> int:
        with self._news:
            self._number += 1
            return self._number

    def _comes(self, update: Json) -> None:
        with self._news:
            # Ids may jump, and say nothing of when.
            self._updates.append({"update_id": 1000 + 7 * len(self.asked) + len(self._updates), **update})
            self._news.notify_all()

    @property
    def newest(self) -> Json:
        return self.messages[max(self.messages)] if self.messages else {}

    @property
    def text(self) -> str:
        return str(self.newest.get("text", ""))

    @property
    def labels(self) -> list[str]:
        rows = self.newest.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    def answer(self, path: str, body: bytes, headers: Json) -> tuple[int, Any]:
        del headers
        prefix, _, method = path.rpartition("/")
        self.asked.append(method)
        if prefix != f"/bot{self.token}":
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        parameters = dict(urllib.parse.parse_qsl(body.decode()))
        match method:
            case "getMe":
                result: Any = {"id": 1, "is_bot": True, "first_name": "Desk", "username": "desk_bot"}
            case "getUpdates":
                result = self._handed_out(int(parameters.get("offset") or 0))
            case "sendMessage":
                self.closing.wait(self.slow)
                result = self._shown({}, parameters)
            case "editMessageText" if self.edits == 200:
                result = self._shown(self.messages[int(parameters["message_id"])], parameters)
            case "editMessageText":
                words = "Bad Request: message can't be edited" if self.edits == 400 else "Not Found"
                return self.edits, {"ok": False, "error_code": self.edits, "description": words}
            case "answerCallbackQuery":
                result = True
            case _:
                return 404, {"ok": False, "error_code": 404, "description": "Not Found"}
        return 200, {"ok": True, "result": result}

    def _handed_out(self, offset: int) -> list[Json]:
        with self._news:
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
            if not self._updates:
                self._news.wait(0.5)
            return list(self._updates)

    def _shown(self, before: Json, parameters: Json) -> Json:
        message = {
            "message_id": before["message_id"] if before else self._next_number(),
            "date": 1_790_000_000,
            "chat": {"id": int(parameters["chat_id"]), "type": "private"},
            "text": parameters["text"],
        }
        if "reply_markup" in parameters:
            message["reply_markup"] = json.loads(parameters["reply_markup"])
        self.messages[message["message_id"]] = message
        return message


@dataclass
class ForeignShop:
    """Creates orders, and does nothing else."""

    closing: threading.Event = field(default_factory=threading.Event)
    posts: list[tuple[Json, Json]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str, body: bytes, headers: Json) -> tuple[int, Any]:
        self.asked.append(path)
        if path != "/api/orders" or not body:
            return 404, b"nothing here"
        self.posts.append((json.loads(body), headers))
        total = sum(item["quantity"] for item in self.posts[-1][0]["lineItems"]) * 12_500
        return 200, {"data": {"id": "f1", "orderId": "ORD-7", "orderNumber": "5007", "total": total, "currency": None}}
