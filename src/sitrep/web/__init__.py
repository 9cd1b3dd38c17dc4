"""A ledger comes in, and the pages of the review desk go out."""
