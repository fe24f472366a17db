"""Dialogues, instruments, parties, pairs, meetings and people, gathered from what documents say of them."""
