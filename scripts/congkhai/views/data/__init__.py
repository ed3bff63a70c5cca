"""Portal and ledger in, tables for machines out: flat, typed, every column described."""
