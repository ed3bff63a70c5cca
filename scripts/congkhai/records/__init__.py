"""Located text in, typed frozen records out; each record knows only itself."""
