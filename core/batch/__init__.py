"""Many pictures matted one after the other: what belongs together, what is written, what is done already."""
