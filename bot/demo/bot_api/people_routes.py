"""People's side over HTTP: the chat page and the tests chat through it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.demo.bot_api.errors import PersonError
from bot.demo.bot_api.local_telegram import LocalTelegram
from bot.demo.bot_api.people import ChatMessage
from bot.demo.bot_api.person_side import PersonSide
from bot.demo.bot_api.responses import AsciiJSONResponse

Json = dict[str, Any]

_COMMENT_EVERY = 15.0  # seconds: keeps proxies and browsers from giving an idle stream up


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


BodyT = TypeVar("BodyT", bound=Body)


class NewPerson(Body):
    first_name: str = Field(min_length=1)
    last_name: str | None = None
    username: str | None = None
    language_code: str = "en"
    phone: str | None = None
    id: int | None = Field(None, gt=0)


class Said(Body):
    text: str
    reply_to_message_id: int | None = None
    forward_from: str | None = None


class Edited(Body):
    message_id: int
    text: str


class Pressed(Body):
    message_id: int
    data: str


class Contact(Body):
    phone_number: str
    first_name: str
    last_name: str | None = None
    vcard: str | None = None
    user_id: int | None = None


class Location(Body):
    latitude: float
    longitude: float


class Photo(Body):
    caption: str | None = None


class Document(Body):
    file_name: str
    mime_type: str
    content: str
    caption: str | None = None


class Blocked(Body):
    blocked: bool


class Nothing(Body):
    pass


Endpoint = Callable[[Request], Awaitable[Response]]


async def read_body(request: Request, model: type[BodyT]) -> BodyT:
    """Raises PersonError 400 naming the first thing that is wrong with it."""
    try:
        return model.model_validate_json(await request.body() or b"{}")
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "body"
        raise PersonError(400, f"{place}: {first['msg']}.") from error


async def sentence(_: Request, error: Exception) -> Response:
    """The answer to a PersonError."""
    code = error.code if isinstance(error, PersonError) else 500
    return AsciiJSONResponse({"error": str(error)}, status_code=code)


def people_routes(telegram: LocalTelegram) -> list[Route]:
    async def everyone(_: Request) -> Response:
        return AsciiJSONResponse([person.as_json() for person in telegram.people.values()])

    async def add(request: Request) -> Response:
        new = await read_body(request, NewPerson)
        return AsciiJSONResponse(telegram.add_person(**new.model_dump()).as_json(), status_code=201)

    async def chat(request: Request) -> Response:
        person = telegram.person(request.path_params["id"])
        bot = telegram.current
        here = bot.chat_with(person) if bot else None
        return AsciiJSONResponse(
            {
                "person": person.as_json(),
                "bot": bot.as_user() if bot else None,
                "commands": bot.commands_for(person) if bot else [],
                "messages": [message.for_person() for message in here.messages.values()] if here else [],
                "typing": bool(here and here.typing_until > telegram.clock()),
                "blocked": bool(here and here.blocked),
            }
        )

    async def events(request: Request) -> Response:
        person = telegram.person(request.path_params["id"])
        return StreamingResponse(
            _events(telegram, person.id),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    async def file(request: Request) -> Response:
        telegram.person(request.path_params["id"])
        stored = telegram.files.get(request.path_params["file_id"])
        if stored is None or stored.content is None:
            raise PersonError(404, "There is no such file.")
        # Only ever a download: a page must not run what somebody uploaded.
        headers = {"content-disposition": "attachment", "x-content-type-options": "nosniff"}
        return Response(stored.content, media_type="application/octet-stream", headers=headers)

    def act(name: str, model: type[BodyT], does: Callable[[PersonSide, BodyT], ChatMessage | Json]) -> Route:
        async def endpoint(request: Request) -> Response:
            side = PersonSide(telegram, telegram.person(request.path_params["id"]))
            result = does(side, await read_body(request, model))
            return AsciiJSONResponse(result.for_person() if isinstance(result, ChatMessage) else result)

        return Route(f"/people/{{id:int}}/{name}", endpoint, methods=["POST"])

    return [
        Route("/people", everyone, methods=["GET"]),
        Route("/people", add, methods=["POST"]),
        Route("/people/{id:int}/chat", chat, methods=["GET"]),
        Route("/people/{id:int}/events", events, methods=["GET"]),
        Route("/people/{id:int}/file/{file_id}", file, methods=["GET"]),
        act(
            "send",
            Said,
            lambda side, said: side.say(said.text, reply_to=said.reply_to_message_id, forward_from=said.forward_from),
        ),
        act("edit", Edited, lambda side, edited: side.edit(edited.message_id, edited.text)),
        act("press", Pressed, _press),
        act("contact", Contact, lambda side, c: side.send({"contact": c.model_dump(exclude_none=True)})),
        act("location", Location, lambda side, place: side.send({"location": place.model_dump()})),
        act("photo", Photo, lambda side, photo: side.send_photo(photo.caption)),
        act("sticker", Nothing, lambda side, _: side.send_sticker()),
        act("voice", Nothing, lambda side, _: side.send_voice()),
        act("document", Document, _send_document),
        act("block", Blocked, _block),
    ]


def _press(side: PersonSide, pressed: Pressed) -> Json:
    return {"callback_query_id": side.press(pressed.message_id, pressed.data).id}


def _send_document(side: PersonSide, document: Document) -> ChatMessage:
    content = document.content.encode()
    return side.send_document(document.file_name, document.mime_type, content, document.caption)


def _block(side: PersonSide, wanted: Blocked) -> Json:
    side.block(blocked=wanted.blocked)
    return {"blocked": wanted.blocked}


async def _events(telegram: LocalTelegram, person_id: int) -> AsyncIterator[str]:
    queue = telegram.listen(person_id)
    try:
        yield ": listening\n\n"
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), _COMMENT_EVERY)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if event is None:
                return
            yield f"data: {json.dumps(event, separators=(',', ':'))}\n\n"
    finally:
        telegram.stop_listening(person_id, queue)
