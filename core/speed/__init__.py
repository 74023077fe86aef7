"""How long matting takes, and how much memory: what `dmat bench` measures, case by case."""
