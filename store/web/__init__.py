"""The HTTP API: questions to the registry, and an analyst's decisions, under `/v1`."""
