"""What is left after parts of the site are killed in a storm of writes of every kind.

stormed(...) / worker_killed(...)       see storms.kills
"""
