"""A call's parameters, however they were sent: query, form, multipart or JSON."""

import json
import re
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl, unquote

from starlette.requests import Request

from bot.demo.bot_api.errors import bad_request

Json = dict[str, Any]

_NAME = re.compile(r'\bname="([^"]*)"')
_FILE_NAME = re.compile(r'\bfilename="([^"]*)"')
_PART_TYPE = re.compile(r"^content-type:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Upload:
    """A file in a multipart body."""

    file_name: str
    mime_type: str
    content: bytes

    def as_json(self) -> Json:
        return {"file_name": self.file_name, "mime_type": self.mime_type, "file_size": len(self.content)}


async def read_parameters(request: Request) -> Json:
    """Strings, uploads and (from a JSON body) any JSON values. Raises ApiError for a body Telegram can't read."""
    parameters: Json = dict(request.query_params)
    body = await request.body()
    kind, _, _ = request.headers.get("content-type", "").partition(";")
    try:
        match kind.strip().lower():
            case "application/json":
                parameters |= _from_json(body)
            case "application/x-www-form-urlencoded":
                parameters |= dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
            case "multipart/form-data":
                parameters |= _from_multipart(body, request.headers["content-type"])
            case _:
                pass
        json.dumps([v for v in parameters.values() if not isinstance(v, Upload)], ensure_ascii=False).encode()
    except UnicodeError as error:  # not UTF-8, or half of a surrogate pair
        raise bad_request("strings must be encoded in UTF-8", "not-utf-8") from error
    return parameters


def _from_json(body: bytes) -> Json:
    if not body:
        return {}
    try:
        parsed = json.loads(body)
    except json.JSONDecodeError as error:
        raise bad_request("can't parse JSON object", "not-json") from error
    if not isinstance(parsed, dict):
        raise bad_request("object expected", "not-json")
    return parsed


def _from_multipart(body: bytes, content_type: str) -> Json:
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_boundary()
    if not boundary:
        raise bad_request("multipart body without a boundary", "not-multipart")
    parameters: Json = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:]:
        head, found, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head.decode())
        if not found or name is None:
            continue  # the closing line
        file_name = _FILE_NAME.search(head.decode())
        if file_name:
            mime_type = _PART_TYPE.search(head.decode().strip().replace("\r\n", "\n"))
            parameters[name.group(1)] = Upload(
                unquote(file_name.group(1)),
                mime_type.group(1) if mime_type else "application/octet-stream",
                content,
            )
        else:
            parameters[name.group(1)] = content.decode()
    return parameters


# Parameters come as strings from forms; these read them as Telegram does.


def as_integer(value: object) -> int | None:
    """None for what is not a whole number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value.strip()):
        return int(value)
    return None


def as_boolean(value: object) -> bool:
    return value is True or str(value).lower() in ("true", "yes", "1")


def as_json(value: object) -> object:
    """A JSON-serialised value, or the value itself; a string that is no JSON stays a string."""
    if not isinstance(value, str):
        return value
    try:
        parsed: object = json.loads(value)
    except json.JSONDecodeError:
        return value
    return parsed
