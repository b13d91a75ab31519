"""XDF: format, reading, writing, repair, copying."""
