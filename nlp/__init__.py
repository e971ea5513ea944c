"""What a text says: announcements read into extraction records."""
