"""Holding responses against the service's own description of itself."""

from __future__ import annotations

import re
from typing import Any

from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]
from referencing import Registry
from referencing.jsonschema import DRAFT202012

_BASE = "urn:description"


class Checked(TestClient):
    """A client for which a response that breaks the description is a failure."""

    checked: int = 0

    def request(self, method: str, url: Any, **kwargs: Any) -> Any:
        response = super().request(method, url, **kwargs)
        path = response.request.url.path
        if (path.startswith("/api/v1/") and path != "/api/v1/openapi.json") or path in {
            "/healthz",
            "/readyz",
        }:
            self._hold(method.lower(), path, response)
        return response

    def _hold(self, method: str, path: str, response: Any) -> None:
        description = self.app.openapi()  # type: ignore[attr-defined]
        operation = _operation(description, path).get(method)
        if operation is None:
            assert response.status_code in {404, 405}, f"{method} {path} is not described"
            return
        described = operation["responses"].get(str(response.status_code))
        assert described, f"{method} {path} answers {response.status_code}, which is not described"
        if response.status_code == 204:
            assert not response.content
            return
        media_type = response.headers["content-type"].partition(";")[0]
        assert media_type in described["content"], f"{media_type} is not described for {method} {path}"
        if media_type.endswith("json"):
            hold(response.json(), described["content"][media_type]["schema"], description)
            self.checked += 1


def hold(value: Any, schema: dict[str, Any], description: dict[str, Any]) -> None:
    """Fail when a value breaks a schema of the description."""
    registry: Registry[Any] = Registry().with_resource(_BASE, DRAFT202012.create_resource(description))
    absolute = _absolute(schema)
    Draft202012Validator(absolute, registry=registry, format_checker=FormatChecker()).validate(value)


def _absolute(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            key: f"{_BASE}{value}" if key == "$ref" and value.startswith("#/components") else _absolute(value)
            for key, value in schema.items()
        }
    return [_absolute(item) for item in schema] if isinstance(schema, list) else schema


def _operation(description: dict[str, Any], path: str) -> dict[str, Any]:
    """The described path, the one with the fewest parameters first."""
    for template, operations in sorted(description["paths"].items(), key=lambda item: item[0].count("{")):
        pattern = re.sub(r"\{[^}]+:path\}|\{provision_id\}", ".+", template)
        if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", pattern), path):
            found: dict[str, Any] = operations
            return found
    return {}
