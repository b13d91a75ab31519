"""Files that survive a crash: appended, copied, written whole; the disk's errors."""
