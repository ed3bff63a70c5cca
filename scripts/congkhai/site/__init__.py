"""Views in, a MkDocs site out: the only ring that knows MkDocs, Jinja and Markdown."""
