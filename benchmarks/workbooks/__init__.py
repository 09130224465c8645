"""Malformed workbooks: a catalogue of kinds, and what becomes of each when it is sent to the running site."""
