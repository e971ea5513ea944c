"""From words to values: numbers, dates, parties. Symbolic, tested, apart from the model."""
