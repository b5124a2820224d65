"""`imw serve` and `imw doctor`."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from api.cli.loading import settled, uncollected
from api.cli.output import AsJson, UserError, console, remark, settings, write_json

_LOCAL = ("127.0.0.1", "::1", "localhost")
_MOST_CONNECTIONS = 512
_KEEP_ALIVE = 10
_LAST_PORT = 65_535


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(serve)
    app.command()(doctor)


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=_LAST_PORT, help="De poort.")] = 8000,
    host: Annotated[str, typer.Option("--host", help="Het adres; alleen deze computer.")] = "127.0.0.1",
    no_build: Annotated[
        bool, typer.Option("--no-build", help="Bouw geen index; zoek op woorden alleen.")
    ] = False,
) -> None:
    """Start de webpagina en de API op deze computer."""
    chosen = settings()
    if host not in _LOCAL:
        raise UserError(
            f"De dienst luistert alleen op deze computer ({', '.join(_LOCAL)}) zolang er geen toegangs"
            "controle is. Zet er een webserver met toegangscontrole voor als anderen erbij moeten.",
            2,
        )
    _port_is_free(host, port)
    with uncollected():
        import uvicorn

        from api.app import create_app
        from api.service import Service
        from api.store import Store, StoreError

        try:
            store = Store.of(chosen)
        except StoreError as error:
            raise UserError(str(error), 2) from error
        service = Service(chosen, build=not no_build, store=store)
        application = create_app(service)
    if service.unusable:
        remark(service.unusable)
    elif service.builder.state.running:
        remark(
            "De index wordt gebouwd. Tot hij klaar is zoek ik op woorden alleen; u kunt al vragen stellen."
        )
    name = f"[{host}]" if ":" in host else host
    remark(f"Open http://{name}:{port} in uw browser. Stoppen doet u met Ctrl+C.")
    settled()
    uvicorn.run(
        application,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,  # addresses can hold what people typed
        proxy_headers=False,  # nobody may choose whose rate limit counts
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE,
    )


def doctor(
    port: Annotated[int, typer.Option("--port", help="De poort die vrij moet zijn.")] = 8000,
    as_json: AsJson = False,
) -> None:
    """Kijk na wat er is, wat werkt en wat er te doen valt."""
    from dataclasses import asdict

    from api.cli.doctor import Severity, examine

    found = examine(settings(), port)
    if as_json:
        write_json([asdict(finding) for finding in found])
    else:
        out = console()
        styles = {Severity.OK: "green", Severity.WARN: "yellow", Severity.FAIL: "red"}
        for finding in found:
            out.print(f"{finding.severity.value:<5}", style=styles[finding.severity], end="")
            out.print(f"{finding.name}: {finding.message}", markup=False)
            if finding.remedy:
                out.print(f"     {finding.remedy}", markup=False, style="dim")
    if any(finding.severity is Severity.FAIL for finding in found):
        raise typer.Exit(1)


def _port_is_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UserError(
                f"Poort {port} kan niet gebruikt worden ({error.strerror}). "
                f"Kies een andere: imw serve --port {port % _LAST_PORT + 1}"
            ) from None
