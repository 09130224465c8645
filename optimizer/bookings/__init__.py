"""Plans a round of booking requests on shared assets. See `solve.solve` and `check.broken_rules`."""
