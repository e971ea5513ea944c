"""How indexes and announcements are asked for."""
