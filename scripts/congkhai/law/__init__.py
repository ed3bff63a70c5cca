"""The law as dated, sourced data; no legal number stands in Python."""
