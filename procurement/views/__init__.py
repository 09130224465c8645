"""Pages of joint procurements, a module for each noun."""
