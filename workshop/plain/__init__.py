"""A workshop line by line, on standard input and output: for screen readers, dumb terminals, pipes and scripts.

The same Desk as the screens sit at. One thing is said at a time, each on a line of its own that can be understood without
the ones before it; nothing is drawn, coloured or said again by itself. Every line that is answered is kept at once, so there
is never anything half-typed. What may be written on a line: `grammar`. How each kind is asked: `kinds`.
"""
