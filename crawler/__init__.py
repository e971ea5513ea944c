"""Where texts come from: newsrooms, the nightly run, and the command line."""
