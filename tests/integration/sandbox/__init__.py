"""The sandbox over HTTP, most of it without the client."""
