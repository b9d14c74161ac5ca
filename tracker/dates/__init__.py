"""Date wordings and the windows they stand for."""
