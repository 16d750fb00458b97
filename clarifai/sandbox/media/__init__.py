"""Pictures, videos, sounds and texts: where they come from, and what is found out about them."""
