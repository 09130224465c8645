"""Hostile documents, stops, kills, and the API beside busy solvers: whether every limit holds."""
