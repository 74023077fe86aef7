"""Networks, their configs and their files."""
