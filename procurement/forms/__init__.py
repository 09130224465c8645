"""Forms of the procurement pages. They read pounds, per cent and months as people write them."""
