"""Digests, subscriptions and feeds."""
