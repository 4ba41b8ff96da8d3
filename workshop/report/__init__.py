"""What is handed over: one neutral document (`document`), built once from a session (`build`), laid out by thin writers."""

from workshop.report.files import Written, export

__all__ = ["Written", "export"]
