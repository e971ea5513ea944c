"""The API holds to its own OpenAPI description, whatever is sent: no server error, no answer that it does not name."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from store.db import Store
from store.settings import Settings
from store.tokens import Scope
from store.web.app import create_app

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

EXAMPLES = 25
"""How many requests are sent to each operation, once as it is described and once otherwise."""


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_described(
    filled: Store, secrets: dict[str, str], publications: Path, mode: GenerationMode
) -> None:
    app = create_app(filled, Settings(home=publications.parent, rate_limit="1000000/minute"))
    token = {"Authorization": f"Bearer {secrets[Scope.REVIEW]}"}
    sent: dict[int, int] = {}
    for found in schemathesis.openapi.from_asgi("/v1/openapi.json", app).get_all_operations():
        operation: Any = found.ok()

        @settings(max_examples=EXAMPLES, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def holds(case: Case) -> None:
            response = case.call_and_validate(headers=token, checks=CHECKS)
            sent[response.status_code // 100] = sent.get(response.status_code // 100, 0) + 1

        holds()
    assert sent.get(2, 0) > 0 or mode is GenerationMode.NEGATIVE
    assert sent.get(4, 0) > 0
