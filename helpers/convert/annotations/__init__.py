"""What other tools know of a text: quotes and what stands beside them, in and out."""
