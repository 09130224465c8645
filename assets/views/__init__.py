"""Pages of assets, bookings, requests and rounds."""
