"""Projects: a picture, its trimap, runs and retouch in one file, `.dmat`, the same to the bit when read."""
