"""`dmat demo`: the real window, driven through a whole job; what came of it, and pictures of it, are left."""
