"""The `suivi` command: a verb per file, two names each."""
