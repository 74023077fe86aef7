"""Training: the prior on mattes alone, then the encoder and the corrector in the refinement loop itself."""
