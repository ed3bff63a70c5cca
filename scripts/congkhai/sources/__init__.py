"""Files in, located text out: strict UTF-8, YAML by events, front matter, dossiers."""
