"""What falls due, what came of it, and the lives of instruments."""
