"""The ledger's sub-commands of `servanda`. Nothing here loads Django before a command runs."""
