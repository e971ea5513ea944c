"""The bundled newsrooms: replicas of customs newsrooms, written for this project and served on loopback."""
