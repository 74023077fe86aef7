"""The Evaluate window: models and baselines measured on pictures with known mattes, the worst cases first."""
