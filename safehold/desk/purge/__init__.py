"""Withdrawal: everything about a person is looked for, planned, then taken out."""
