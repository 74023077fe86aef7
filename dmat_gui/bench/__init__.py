"""`dmat bench --gui`: how long a person waits for the window. It is driven as a person would, and timed."""
