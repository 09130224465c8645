"""Backup and restore of the whole database.

take_backup(to, now)              a folder with the database and its manifest      (taking)
restore_backup(folder, …)         the database as it was                           (restoring)
"""
