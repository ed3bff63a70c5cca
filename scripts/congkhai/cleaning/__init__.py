"""A cleaned copy of a file: what it shows stays, who made it and where goes."""
