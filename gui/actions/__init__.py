"""What can be done: one table, of which keys, menus, buttons, help and docs are made."""
