"""The pages of the partners room."""
