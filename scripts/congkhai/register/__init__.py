"""The publication register: an append-only log of what was published when, in the C2SP formats (FORMAT.md).

It knows nothing of MkDocs, of records or of wards; whoever has a copy of its folder can check it with these modules alone.
"""
