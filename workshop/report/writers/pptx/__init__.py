"""The report as slides, to be shown: PowerPoint's own tables, charts and shapes, all of which can be edited.

What is read and not shown (every answer word for word, the appendix, the facilitator's notes) is left to the other formats.
Where something is too long for a slide it is shortened there, and stands whole in the notes of that slide.
"""

from workshop.report.writers.pptx.slides import write

__all__ = ["write"]
