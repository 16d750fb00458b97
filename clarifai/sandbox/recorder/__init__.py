"""The latest requests and answers, kept for tests, with keys and pictures masked."""
