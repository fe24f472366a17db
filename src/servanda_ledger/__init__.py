"""The ledger: what was promised, kept where all can see it. Django begins in this package and nowhere else."""
