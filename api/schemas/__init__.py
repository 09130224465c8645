"""The documents of the API: what may be sent, and what is answered. Nothing else is taken or shown."""
