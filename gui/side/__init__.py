"""Windows of their own program: ratings, pacer, recall."""
