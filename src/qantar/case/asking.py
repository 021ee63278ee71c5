"""Carrying questions to a language model on this machine, and its answers back.

Any server that speaks the OpenAI chat completion protocol at a loopback address
(llama.cpp, Ollama, vLLM). Nothing is sent anywhere else, no redirect is followed, nothing
is fetched; without an address nobody is asked.
"""

import ipaddress
import json
import socket
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from qantar.errors import InputError

__all__ = ["Model", "NoAnswer", "ask", "at"]

_PATH = "/v1/chat/completions"
_LARGEST = 1 << 20
"""Bytes of an answer; more than that is none."""
_PIECE = 1 << 14


class NoAnswer(Exception):
    """The model gave nothing that can be judged; the message is the reason shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Where a model is asked.

    Attributes:
        host: A loopback address or ``localhost``.
        port: Its port.
        path: Where completions are made.
        name: Of the model, as the server knows it.
        timeout: Seconds for one answer, all of it.
    """

    host: str
    port: int
    path: str = _PATH
    name: str = "local"
    timeout: float = 120.0


def at(address: str, *, name: str = "local", timeout: float = 120.0) -> Model:
    """The model behind an address such as ``http://127.0.0.1:8080``.

    Raises:
        InputError: If it is no such address, or not one of this machine.
    """
    parts = urlsplit(address)
    try:
        port = parts.port or 80
    except ValueError as error:
        raise InputError(f"{address!r} has no port that can be. {_RIGHT}") from error
    host = parts.hostname or ""
    if parts.scheme != "http" or not host or parts.query or parts.username:
        raise InputError(f"{address!r} is no address of a model. {_RIGHT}")
    if not _is_here(host):
        raise InputError(
            f"{address!r} is not on this machine, and testimony never leaves it. {_RIGHT}"
        )
    path = parts.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path = f"{path}/chat/completions" if path else _PATH
    return Model(host=host, port=port, path=path, name=name, timeout=timeout)


_RIGHT = "Name one like http://127.0.0.1:8080."


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ask(model: Model, messages: list[dict[str, str]]) -> str:
    """The model's words.

    Raises:
        NoAnswer: If it was silent, slow, or answered with something else.
        InputError: If nothing listens at the address.
    """
    body = json.dumps(
        {
            "model": model.name,
            "messages": messages,
            "temperature": 0,
            "stream": False,
            "response_format": {"type": "json_object"},
        }
    )
    line = HTTPConnection(model.host, model.port, timeout=model.timeout)
    try:
        line.request("POST", model.path, body, {"Content-Type": "application/json"})
        return _words(_received(line, model.timeout))
    except ConnectionRefusedError as error:
        raise InputError(
            f"nothing answers at {model.host}:{model.port}. Start the model's server"
            " first, or leave the second reader out."
        ) from error
    except TimeoutError as error:
        raise NoAnswer(f"no answer within {model.timeout:g} seconds") from error
    except (HTTPException, OSError) as error:
        raise NoAnswer("the connection broke off") from error
    finally:
        line.close()


def _received(line: HTTPConnection, timeout: float) -> bytes:
    """The body of the answer, all of it within the time."""
    until = time.monotonic() + timeout
    answer = line.getresponse()
    if answer.status != 200:
        raise NoAnswer(f"the server answered with status {answer.status}")
    data = b""
    while piece := answer.read1(_PIECE):
        data += piece
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if len(data) > _LARGEST:
            raise NoAnswer("the answer is longer than a mebibyte")
        if isinstance(line.sock, socket.socket):
            line.sock.settimeout(left)
    return data


def _words(data: bytes) -> str:
    """The content of a chat completion."""
    try:
        told = json.loads(data)
        content = told["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NoAnswer("the answer is no chat completion") from error
    if not isinstance(content, str):
        raise NoAnswer("the answer holds no words")
    return content
