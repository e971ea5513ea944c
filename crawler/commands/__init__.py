"""The command line's groups, one file each; `crawler.cli` assembles them."""
