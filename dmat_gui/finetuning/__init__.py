"""The window for fine-tuning: it chooses and shows; a process of its own trains."""
