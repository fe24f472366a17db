"""Feeds that are polled for new documents."""
