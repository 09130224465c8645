"""What operating the site costs and whether it keeps its promises: backups, restarts, logs and figures."""
