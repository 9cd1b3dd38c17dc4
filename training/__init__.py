"""Corpora come in and the reader model that ships with sitrep goes out; no module of sitrep imports this."""
