"""The pages for people, run as tests."""
