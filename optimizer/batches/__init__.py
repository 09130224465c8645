"""Purchase batches: which supplier, when, how much, for whom, at the least total cost."""
