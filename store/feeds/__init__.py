"""What the registry hands on as it changes: pages by cursor, webhooks, an Atom feed."""
