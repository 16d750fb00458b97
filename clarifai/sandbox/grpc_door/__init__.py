"""A second door to the same server: the official gRPC service, each call as a request of REST."""
