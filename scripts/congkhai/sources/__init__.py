"""Files in, located text out: strict UTF-8, YAML by nodes, front matter, dossiers."""
