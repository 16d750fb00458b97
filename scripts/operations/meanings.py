"""What the operations are for, in our words, where the platform's document says so."""

MEANINGS = {}
