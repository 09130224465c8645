"""Benchmarks of the purchase-batch solver."""
