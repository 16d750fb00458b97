"""HTTP: the server, the application, which handler serves which path, and answers as JSON."""
