"""Run facilitated workshops step by step in the terminal. Imports nothing, so that the version costs nothing."""

__version__ = "0.1.0"
