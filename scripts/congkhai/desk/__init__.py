"""The only room that writes the author's files, on command, and that tells a clerk what may stand in them."""
