"""The Batch window: a folder of pictures matted one after the other, by the engine of `dmat matte`."""
