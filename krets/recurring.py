"""All clockwork on one page: what runs by itself, and when."""
