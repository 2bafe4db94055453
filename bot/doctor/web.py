"""Whether the web server could listen where it is to."""

import errno
import socket

from bot.doctor.findings import Finding, State
from bot.settings import Settings


def examine(settings: Settings) -> Finding:
    """Whether its address is this machine's, and its port is free or held by a server that may be the bot itself."""
    if settings.webhook_url is None and "web_port" not in settings.model_fields_set:
        return Finding("web", State.OK, "no web server: it is started for a webhook, or where ZIXUE_WEB_PORT is set")
    where = f"{settings.web_host}:{settings.web_port}"
    try:
        family, _, _, _, address = socket.getaddrinfo(
            settings.web_host, settings.web_port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as exc:
        if exc.errno == errno.EADDRINUSE:
            told = f"{where} is taken: by the bot if it runs, else by another program (change ZIXUE_WEB_PORT)"
            return Finding("web", State.WARNING, told)
        return Finding("web", State.PROBLEM, f"{where} cannot be listened on: check ZIXUE_WEB_HOST and ZIXUE_WEB_PORT")
    return Finding("web", State.OK, f"{where} is free")
