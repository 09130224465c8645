"""The writes of the partners room: keyword-only, signed, audited in their own transaction."""
