"""The routes of the API. Each says which scopes open it; what a caller sees and may do is decided by the rooms."""
