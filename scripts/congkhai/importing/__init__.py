"""Papers in, dossiers out: a clerk's .docx, .pdf, .txt or .md read by the official layout, nothing made up and nothing lost."""
