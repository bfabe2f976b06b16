"""The review pack: what a committee reads, every figure traceable to its run."""
