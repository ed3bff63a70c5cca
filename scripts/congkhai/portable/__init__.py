"""The pages as plain Markdown, everything computed, for any generator that may come."""
