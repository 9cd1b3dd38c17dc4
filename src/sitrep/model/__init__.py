"""A text comes in, and what the shipped encoder sees in it goes out as arrays."""
