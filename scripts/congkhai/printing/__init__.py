"""Views in, PDF out: the only room that knows the typesetting engine and the drawing of QR codes."""
