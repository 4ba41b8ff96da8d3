"""A note takes no answers, so no change is for it but those of the flow."""
