"""What things are: frozen, slotted dataclasses with exact spans. No I/O; imports nothing of ours."""
