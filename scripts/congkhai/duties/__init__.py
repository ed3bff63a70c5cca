"""Portal and law in, the ledger of duties out: what had to be done, until when, and what proves it."""
