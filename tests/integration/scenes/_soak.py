"""Half a minute of the hour in ``bench/recorder_soak.py``."""

from tests.integration.scenes._campaign import short_form

if __name__ == "__main__":
    short_form("recorder_soak.py", "--minutes", "0.5", "--every", "1")
