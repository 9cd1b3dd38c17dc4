"""State and records come in, and answers with citations go out."""
