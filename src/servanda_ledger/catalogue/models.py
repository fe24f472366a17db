"""What took seconds to compute, kept under a digest of all that it was computed from. It may be emptied at any time."""

from __future__ import annotations

from django.db import models


class Computed(models.Model):
    """A comparison or matrix as JSON, compressed with zlib."""

    digest = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()
    made = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.digest
