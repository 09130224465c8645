"""What people type into the pages of assets, bookings and rounds. A form reads and checks; actions write."""
