"""`imw explain`: how an answer that is kept came about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.output import AsJson, UserError, console, write_json
from api.cli.storing import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.store import StoredTurn


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    answer_id: Annotated[
        str, typer.Argument(metavar="ANTWOORD", help="Het nummer van het antwoord (answer_id).")
    ],
    as_json: AsJson = False,
) -> None:
    """Toon hoe een bewaard antwoord tot stand kwam: gegevens, kandidaten, regels, bronnen en tijden."""
    with open_store() as store:
        turn = store.turn(answer_id)
    if turn is None:
        raise UserError(
            f"Er is geen antwoord met het nummer ‘{answer_id[:64]}’, of het is al vergeten. "
            "Een nummer staat bij elk antwoord (answer_id) en in: imw store unanswered"
        )
    told = explained(turn)
    if as_json:
        write_json(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _show(told)


def explained(turn: StoredTurn) -> dict[str, Any]:
    """Everything that is kept of how an answer came about.

    An answer without a trace is explained by what it says itself; its `parts` and `dropped` are null then.
    """
    answer = json.loads(turn.answer_json)
    trace = json.loads(turn.trace_json) if turn.trace_json else {}
    return {
        "answer_id": turn.answer_id,
        "conversation_id": turn.conversation_id,
        "asked_at": turn.asked_at.isoformat(),
        "question": turn.question,
        "language": answer["language"],
        "as_of": answer["as_of"],
        "status": turn.status,
        "reason": turn.reason,
        "understood": {
            name: trace.get(name)
            for name in ("query", "follow_up", "intents", "topics", "personal", "set_aside")
        },
        "facts": trace.get("facts") or [{"name": n, **fact} for n, fact in answer["facts"].items()],
        "parts": trace.get("parts"),
        "calculations": [
            {
                "name": c["name"],
                "inputs": {name: value for name, value in c["inputs"].items() if value is not None},
                "outcome": c["outcome"]["value"],
                "unit": c["outcome"]["unit"],
            }
            for c in answer["calculations"]
        ],
        "decisions": [
            {
                "kind": d["kind"],
                "outcome": d["outcome"],
                "criteria": {c["id"]: c["outcome"] for c in d["criteria"]},
                "missing": d["missing"],
            }
            for d in answer["decisions"]
        ],
        "sources": [
            {"provision": c["provision"], "version": c["version"], "quote": c["quote"]}
            for c in answer["citations"]
        ],
        "notices": [notice["kind"] for notice in answer["notices"]],
        "dropped": trace.get("dropped"),
        "versions": {**answer["engine"], "parameters": trace.get("parameters")},
        "timings_ms": answer["timings_ms"],
        "answer": answer["answer"],
    }


def _show(told: dict[str, Any]) -> None:
    lines: list[tuple[str, Iterable[str]]] = [
        (
            "Vraag",
            [told["question"], f"{told['asked_at']}, taal {told['language']}, geldig op {told['as_of']}"],
        ),
        ("Begrepen", _understood(told["understood"])),
        ("Gegevens", (_fact(fact) for fact in told["facts"])),
        *(
            (f"Deel {n}: {part['question']}", _part(part))
            for n, part in enumerate(told["parts"] or (), start=1)
        ),
        (
            "Berekend",
            (f"{c['name']} = {c['outcome']} {c['unit']} uit {c['inputs']}" for c in told["calculations"]),
        ),
        ("Beslist", (f"{d['kind']}: {d['outcome']} {d['criteria']}" for d in told["decisions"])),
        ("Bronnen", dict.fromkeys(f"{s['provision']} ({s['version']})" for s in told["sources"])),
        ("Weggelaten bij de controle", _dropped(told["dropped"])),
        ("Uitkomst", [" ".join(filter(None, (told["status"], told["reason"])))]),
        ("Versies", (f"{name}: {value}" for name, value in told["versions"].items() if value)),
        ("Tijden (ms)", [", ".join(f"{step} {spent}" for step, spent in told["timings_ms"].items())]),
        ("Antwoord", [told["answer"]]),
    ]
    out = console()
    for title, content in lines:
        shown = list(content)
        if shown:
            out.print(title, style="bold", markup=False)
            for line in shown:
                out.print(f"  {line}", markup=False)


def _understood(found: dict[str, Any]) -> list[str]:
    words = {name: ", ".join(v) if isinstance(v, list) else v for name, v in found.items()}
    return [f"{name}: {value}" for name, value in words.items() if value]


def _fact(fact: dict[str, Any]) -> str:
    said = {"said": "gezegd", "assumed": "afgeleid", "default": "gewoonlijk"}[fact["source"]]
    return f"{fact['name']} = {fact['value']} {fact['unit'] or ''} ({said}: ‘{fact['words']}’)"


def _part(part: dict[str, Any]) -> list[str]:
    reason = f", {part['reason']}" if part["reason"] else ""
    rule = part["rule"]
    lines = [f"oordeel: {part['action']}{reason} (kans op een antwoord {part['answerable']:.2f})"]
    lines += [f"gekozen: {c['fiche']} ({c['probability']:.2f})" for c in part["chosen"]]
    others = [
        c for c in part["candidates"] if c["fiche"] not in {chosen["fiche"] for chosen in part["chosen"]}
    ]
    lines += [f"kandidaat: {c['fiche']} (score {c['score']:.2f})" for c in others]
    if rule["rule"]:
        lines.append(f"regel: {rule['rule']} met {rule['inputs']}: {'; '.join(rule['outcomes']) or 'niets'}")
    if rule["refused"]:
        lines.append(f"kan niet: {rule['refused']}")
    if part["place"]:
        lines.append(f"gevraagde plaats: {part['place']}")
    return lines + [f"gevonden: {p['provision']} ({p['score']:.3f})" for p in part["passages"]]


def _dropped(dropped: list[dict[str, str]] | None) -> list[str]:
    if dropped is None:
        return ["niet bijgehouden"]
    return [f"{d['part']}: {d['reason']} ({d['detail']})" for d in dropped]
