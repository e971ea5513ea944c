"""From what was read to what is known, without I/O: identity, effects, policy, conflicts, claims, state, answers."""
