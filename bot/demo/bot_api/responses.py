"""JSON as Telegram writes it: pure ASCII, so that any text travels unharmed."""

import json
from typing import Any

from starlette.responses import Response


class AsciiJSONResponse(Response):
    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return json.dumps(content, separators=(",", ":")).encode()
