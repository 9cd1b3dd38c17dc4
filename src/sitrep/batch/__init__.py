"""Corpora too large for one ledger: records as Parquet datasets, and which of their events are one."""
