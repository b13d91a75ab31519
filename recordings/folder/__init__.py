"""The folder of a session: its form, journal, chain of hashes, withdrawals."""
