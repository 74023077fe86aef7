"""The window of models: what there is, where it is from, and how more of them come in."""
