"""What has room where: of pages in points, of words in signs and lines."""

STAGES = 8
"""So many stages of a map stand beside each other on a page."""
NARROW = 7
"""So many lanes and stages may a map have at most to be tried on A4."""

MM = 72 / 25.4
A4, A3 = (297 * MM, 210 * MM), (420 * MM, 297 * MM)
MARGIN, LANES = 14 * MM, 27 * MM
"""Of a page on its side: beside what is on it; and the column with the names of the lanes."""
TEXT_WIDTH, TEXT_HEIGHT = 170 * MM, 235 * MM
"""Of an upright page: what is left for the text, and for a picture under its heading."""
SIDE_WIDTH, SIDE_HEIGHT = 269 * MM, 150 * MM
"""The same of one on its side."""
READABLE = 0.58
"""Where a picture would be drawn smaller than this, it is turned."""
LETTERS = 0.72
"""A picture's own unit in points: its letters of 12 to 14 come out at 9 to 10."""
IN_A_ROW = 6
"""So many answers about a thing stand beside its name."""
BROKEN = 900
"""From so many signs on, a row of a table may go on over the edge of a page."""
LONG_WORD = 20
"""A word of more letters may be divided in a title."""
WHOLE = 20
"""So many lines under a heading are not divided over two pages."""
