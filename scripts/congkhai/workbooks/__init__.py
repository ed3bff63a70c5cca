"""Workbooks out and in: the lists of a dossier as tables for Excel, and what came back, as changes that are shown first."""
