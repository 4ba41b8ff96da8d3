"""A result is computed and never stored: no change is for it but those of the flow."""
