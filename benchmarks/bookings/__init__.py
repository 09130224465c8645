"""Benchmarks of the booking solver."""
