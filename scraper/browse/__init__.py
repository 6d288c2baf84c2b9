"""Browsing: the archive in Datasette. It reads; it never writes."""
