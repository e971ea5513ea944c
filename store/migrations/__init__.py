"""The database's schema, step by step: run by `store.db`, each step once, in order."""
