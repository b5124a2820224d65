from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.models import Answer, Conversation, Reason, Status
from evals.answers import compare as comparing
from evals.answers.cases import Case, CaseError, Part, Slice, load_cases
from evals.answers.report import ANSWERS, log_sealed, table, write
from evals.answers.run import Result, run, totals
from evals.provenance import Provenance
from tests.evals.samples import answer, case, corpus

MADE = Provenance(
    at=datetime(2026, 1, 1, tzinfo=UTC),
    commit="abc",
    corpus="c",
    index=None,
    model=None,
    python="3",
    processors=2,
)
REFUSAL = answer("Daar gaat dit niet over.", status=Status.REFUSED, reason=Reason.OUT_OF_SCOPE, citations=())


class Script:
    """Stands in for the assistant: a fixed answer per question."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, bool]] = []

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        as_of: object = None,  # noqa: ARG002
        audience: object = None,  # noqa: ARG002
    ) -> tuple[Answer, Conversation]:
        self.asked.append((question, conversation is not None))
        return self.answers.get(question, REFUSAL), Conversation(id="c")


def results(*pairs: tuple[Case, Answer]) -> list[Result]:
    script = Script({c.turns[-1]: a for c, a in pairs})
    return run([c for c, _ in pairs], script, corpus())  # type: ignore[arg-type]


def test_a_conversation_is_held_and_its_last_answer_judged() -> None:
    script = Script({"En daarna?": answer("Ja.")})
    got = run([case(turns=("Eerst?", "En daarna?"), polarity="yes")], script, corpus())  # type: ignore[arg-type]
    assert script.asked == [("Eerst?", False), ("En daarna?", True)]
    assert got[0].verdict.correct


def test_refusals_are_counted_both_ways() -> None:
    reached = totals(
        results(
            (case("a", status=Status.REFUSED), REFUSAL),
            (case("b", status=Status.REFUSED), answer("Toch wel.")),
            (case("c"), REFUSAL),
            (case("d"), answer("Ja.")),
        )
    )
    assert (reached.refusal_precision.value, reached.refusal_recall.value, reached.answered.value) == (
        0.5,
        0.5,
        0.5,
    )
    assert reached.correct.value == 0.5


def test_a_refusal_that_the_case_allows_is_no_mistake() -> None:
    reached = totals(results((case("a", also_ok=[Status.REFUSED]), REFUSAL)))
    assert (reached.refusal_precision.value, reached.answered.value) == (1.0, 1.0)


def test_slices_stand_apart_in_the_table() -> None:
    made = table(results((case("a", slices=[Slice.LAY]), answer("Ja.")), (case("b"), REFUSAL)))
    assert list(made.columns[0].cells) == ["all", "lay"]
    assert list(made.columns[1].cells) == ["2", "1"]


def test_a_run_is_kept_and_can_be_read(tmp_path: Path) -> None:
    write(
        results((case("a <b>?", polarity="no"), answer("Ja."))), MADE, Part.DEVELOPMENT, tmp_path, show=True
    )
    kept = json.loads((tmp_path / ANSWERS).read_text(encoding="utf-8"))
    assert kept["answer"]["answer"] == "Ja."
    assert "polarity" in kept["details"]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "a &lt;b&gt;?" in page
    assert "expected no, said yes" in page


def test_a_sealed_run_keeps_and_logs_nothing_of_its_cases(tmp_path: Path) -> None:
    got = results((case("geheime vraag"), answer("geheim antwoord")))
    write(got, MADE, Part.SEALED, tmp_path, show=False)
    log_sealed(got, MADE, tmp_path / "log.jsonl")
    log_sealed(got, MADE, tmp_path / "log.jsonl")
    assert not (tmp_path / "report.html").exists()
    for file in tmp_path.iterdir():
        assert "geheim" not in file.read_text(encoding="utf-8")
    lines = (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["commit"] for line in lines] == ["abc", "abc"]


def test_two_runs_are_compared_case_by_case(tmp_path: Path) -> None:
    for name, outcomes in (
        ("a", {"1": True, "2": False, "3": True}),
        ("b", {"1": True, "2": True, "3": False, "4": True}),
    ):
        (tmp_path / name).mkdir()
        lines = [json.dumps({"id": i, "correct": c}) for i, c in outcomes.items()]
        (tmp_path / name / ANSWERS).write_text("\n".join(lines), encoding="utf-8")
    found = comparing.compare(tmp_path / "a", tmp_path / "b")
    assert (found.shared, found.gained, found.lost, found.probability) == (3, ("2",), ("3",), 1.0)


def test_runs_that_cannot_be_compared_say_so(tmp_path: Path) -> None:
    with pytest.raises(comparing.CompareError, match="holds no readable"):
        comparing.compare(tmp_path, tmp_path)
    (tmp_path / ANSWERS).write_text("", encoding="utf-8")
    with pytest.raises(comparing.CompareError, match="share no case"):
        comparing.compare(tmp_path, tmp_path)


GOOD_CASE = """
- id: x-1
  audience: coach
  language: nl
  slices: [lay]
  turns: ["Een vraag?"]
  as_of: null
  expect: {status: answered, figures: [{value: "5", unit: year}]}
  why: invented
"""


def folder(root: Path, text: str) -> Path:
    (root / "development").mkdir()
    (root / "development" / "a.yaml").write_text(text, encoding="utf-8")
    return root


def test_cases_are_read(tmp_path: Path) -> None:
    assert load_cases(Part.DEVELOPMENT, folder(tmp_path, GOOD_CASE))[0].id == "x-1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD_CASE + GOOD_CASE, "x-1 occurs twice"),
        (GOOD_CASE.replace("why", "wy"), "does not fit the schema"),
        (GOOD_CASE.replace("answered", "maybe"), "status"),
        ("- id: [", "is not YAML: line"),
    ],
)
def test_a_bad_file_of_cases_is_named_and_not_quoted(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CaseError, match=message) as raised:
        load_cases(Part.DEVELOPMENT, folder(tmp_path, text))
    assert "Een vraag?" not in str(raised.value)


def test_a_half_without_cases_says_where_to_put_them(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="There are no cases"):
        load_cases(Part.SEALED, tmp_path)
