"""What the store keeps, as JSON: in the shape of 2.x, and in the platform's."""
