"""What the API answers, a file a subject, each with its `router`."""
