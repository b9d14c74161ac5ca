"""From a document to proposals: sentences, cues, dates and parties, each with its reasons."""
