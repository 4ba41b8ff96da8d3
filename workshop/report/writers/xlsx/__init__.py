"""The report as a workbook: the map, the actions with their state to choose, votes and scales with charts, all answers.

Nothing in it is ever a formula or a link: all text is written as text, dates as dates, figures as figures.
"""

from workshop.report.writers.xlsx.book import write

__all__ = ["write"]
