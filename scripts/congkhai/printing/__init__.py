"""Views in, PDF out: the only ring that knows the typesetting engine and the drawing of QR codes."""
