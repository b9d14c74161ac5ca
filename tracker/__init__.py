"""What a promise is, when it is due, and who hears of it."""
