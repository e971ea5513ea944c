"""The API's application, assembled: routes, problems, headers, and its own description."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.middleware.cors import CORSMiddleware

from store.db import Store
from store.settings import Settings
from store.web import freshness, problems
from store.web.access import Web
from store.web.limiting import RateLimit
from store.web.middleware import Bodies, Head, Headers
from store.web.problems import Problem
from store.web.routes import asking, changes, documents, health, publications, readings, recognitions, reviews

ROUTES = (recognitions, asking, readings, documents, changes, publications, reviews, health)
"""The subjects, in the order of the description."""

DESCRIPTION = """Who recognises whose authorized economic operators, since when, on what evidence.

Dates in answers are known by year, month or day (`2023`, `2023-02`, `2023-02-07`); moments are UTC. What cannot be
answered is a problem document (RFC 9457)."""


def create_app(
    store: Store, settings: Settings, *, version: str = "0", clock: Callable[[], datetime] | None = None
) -> FastAPI:
    """The API over an open store, which the caller closes. ConfigurationError for a rate limit that cannot be read.

    `version` is that of mrawatch, `clock` gives the present moment in UTC.
    """
    app = FastAPI(
        title="mrawatch",
        version=version,
        description=DESCRIPTION,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_name,
    )
    app.state.web = Web(
        store=store,
        publications=settings.publications,
        public_reads=settings.public_reads,
        limit=RateLimit(settings.rate_limit),
        clock=clock or _now,
        version=version,
    )
    problems.register(app)
    freshness.register(app)
    for subject in ROUTES:
        app.include_router(subject.router, prefix="/v1")
    if settings.public_reads:
        # Pages of others may ask, and only that: decisions are not taken across origins.
        app.add_middleware(
            CORSMiddleware, allow_origins=["*"], allow_methods=["GET"], expose_headers=["ETag", "Retry-After"]
        )
    app.add_middleware(Bodies)
    app.add_middleware(Head)
    app.add_middleware(Headers, public_reads=settings.public_reads)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, made once, with the schema that all problems share."""
    if app.openapi_schema is None:
        described = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
        described.setdefault("components", {}).setdefault("schemas", {}).update(
            {**schema.pop("$defs"), Problem.__name__: schema}
        )
        app.openapi_schema = described
    return app.openapi_schema


def _name(route: APIRoute) -> str:
    return route.name


def _now() -> datetime:
    return datetime.now(UTC)
