"""Many documents: reading them in several processes, in order and without holding them all."""

from servanda.corpus.pool import in_order

__all__ = ["in_order"]
