"""Money to the penny: computations drawn at random, reckoned twice, stored and summed on each database."""
