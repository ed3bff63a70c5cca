"""The personal-data gate: text in, findings out. It knows nothing of records, files or sites."""
