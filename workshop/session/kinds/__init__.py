"""What the Changes of each step kind do; one file each, of the same name in `scenario/kinds/`.

Each file has `CHANGES`: a type of change and the function that does it, `(book, change) → session`, which raises `Refused`
where the change does not fit and returns the very same session where it changes nothing. `apply.py` joins them.
"""
