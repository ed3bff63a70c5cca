"""The MkDocs theme `congkhai`: templates, components, words."""
