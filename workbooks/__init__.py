"""Excel and CSV in and out: tables described once, read strictly, marked up and written. Knows no Django."""
