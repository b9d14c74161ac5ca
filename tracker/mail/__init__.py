"""How a digest leaves: as a message, to an outbox folder, an SMTP server or a service such as Teams."""
