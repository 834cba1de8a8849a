"""The API's error envelope and its documented codes."""

from starlette.responses import JSONResponse, PlainTextResponse, Response

# What a status means when nothing more is known; 400, 401 and 403 have further codes.
CODES = {
    400: ("VALIDATION_ERROR", "The request is not valid"),
    401: ("INVALID_API_KEY", "The API key is not valid"),
    403: ("INSUFFICIENT_SCOPE", "The API key lacks the scope for this call"),
    404: ("NOT_FOUND", "There is no such resource"),
    429: ("RATE_LIMIT_EXCEEDED", "Too many requests"),
    503: ("SERVICE_UNAVAILABLE", "The service is not available"),
}


class ApiError(Exception):
    """Ends a call with the API's envelope.

    The API gives no field-level detail; `why` has it for the sandbox's own record of requests.
    """

    def __init__(
        self, status: int, code: str | None = None, message: str | None = None, *, why: str | None = None
    ) -> None:
        default_code, default_message = CODES[status]
        self.status = status
        self.code = code or default_code
        self.message = message or default_message
        self.why = why or self.message
        super().__init__(self.why)

    def response(self) -> Response:
        return JSONResponse({"error": {"code": self.code, "message": self.message}}, status_code=self.status)


def not_the_api() -> Response:
    """What a web server says where the API isn't: 404 without the API's JSON code."""
    return PlainTextResponse("Not Found", status_code=404)
