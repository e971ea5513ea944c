"""What we know, and how we came to know it: the registry, its ledger, its evidence."""
