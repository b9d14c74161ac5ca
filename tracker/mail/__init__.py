"""How a digest leaves: as a message, to an outbox folder or an SMTP server."""
