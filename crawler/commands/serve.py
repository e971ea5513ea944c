"""`mrawatch serve`: the HTTP API, until it is told to end."""

import logging
import socket
import sys
from ipaddress import ip_address
from typing import Annotated

import typer

from crawler.commands.opening import opened
from crawler.commands.options import now
from crawler.interrupts import terminable
from crawler.printing import note, show_json
from crawler.version import current
from store.db import Store
from store.errors import ConfigurationError
from store.settings import Settings
from store.tokens import Tokens

ENDING_SECONDS = 10
"""How long requests under way may take once the server is told to end."""


def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; 0.0.0.0 is every address.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8080,
    openapi: Annotated[bool, typer.Option("--openapi", help="Print the API's OpenAPI description, and end.")] = False,
) -> None:
    """Serve the HTTP API, until Ctrl-C or SIGTERM ends it in good order.

    Questions need a token of `mrawatch token create`, here too, unless MRAWATCH_PUBLIC_READS is set: behind a proxy
    everybody's questions come from this machine. Other machines are listened to only once one or the other is there.
    """
    # Imported here: only this command needs a web server.
    import uvicorn

    from store.web.app import create_app

    settings = Settings.read()
    with opened(settings) as store:
        app = create_app(store, settings, version=current(), clock=now)
        if openapi:
            show_json(app.openapi())
            return
        guarded = _guarded(store)
        if not (guarded or settings.public_reads or _is_loopback(host)):
            raise ConfigurationError(
                f"{host}: other machines would reach an API that has no token",
                remedy="make one with mrawatch token create, or set MRAWATCH_PUBLIC_READS=true to open the questions",
            )
        logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s")
        logging.getLogger("uvicorn.access").setLevel(logging.INFO)
        config = uvicorn.Config(
            app,
            log_config=None,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=ENDING_SECONDS,
        )
        with _listening(host, port) as listener, terminable():
            note(f"listening at http://{_shown(listener)}/v1, Ctrl-C ends it")
            if not (guarded or settings.public_reads):
                note("there is no token that may ask: mrawatch token create makes one")
            try:
                uvicorn.Server(config).run(sockets=[listener])
            except KeyboardInterrupt:  # how it is told to end
                note("ended")


def _guarded(store: Store) -> bool:
    with store.reading() as session:
        return Tokens(session).any_valid(now())


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigurationError(
            f"{host}:{port}: cannot be listened at ({reason})", remedy="name another --host or --port"
        ) from error
    # Connections inherit it: an answer's last part must not wait for the client's word on the first (40 ms).
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _shown(listener: socket.socket) -> str:
    address, port = listener.getsockname()[:2]
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
