"""Views in, a MkDocs site out: the only room that knows MkDocs, Jinja and Markdown."""
