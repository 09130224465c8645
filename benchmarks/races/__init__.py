"""Whether anything is double-booked or lost when many book at once, measured over the real server."""
