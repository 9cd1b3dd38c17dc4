"""Reports come in and records go out, every cell tied to the words it came from."""
