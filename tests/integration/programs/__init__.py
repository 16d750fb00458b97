"""Programs of other people, as the requests that they send."""
