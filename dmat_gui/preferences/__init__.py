"""The Preferences window and its pages."""
