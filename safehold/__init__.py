"""safehold: a psychophysiological safety-monitoring workbench for psychotherapy research."""

__version__ = "0.1.0"
