"""Finding commitments and documents by words and fields, with counts."""
