"""What an update of a session to a newer version of its scenario does, in words, a step a line."""

from __future__ import annotations

from workshop.language import t
from workshop.session.update import StepUpdate
from workshop.store.updating import Update


def update_lines(found: Update) -> list[str]:
    """What is new, changed, renamed and gone; steps that stay as they are are counted in one line."""
    lang = found.book.session.lang
    told = [step for step in found.steps if step.what != "same" or step.aside or step.back]
    lines = [_line(found, step) for step in told]
    if untouched := len(found.steps) - len(told):
        lines.append(t("session.update.same", lang, n=untouched))
    return lines


def _line(found: Update, step: StepUpdate) -> str:
    lang = found.book.session.lang
    parts = []
    if step.was and step.id != step.was:
        parts.append(t("session.update.ids", lang, was=step.was, id=step.id))
    if step.fields:
        parts.append(t("session.update.fields", lang, fields=", ".join(step.fields)))
    if step.without:
        parts.append(t("session.update.without", lang, fields=", ".join(step.without)))
    if step.aside:
        parts.append(t("session.update.aside", lang, n=step.aside))
    if step.back:
        parts.append(t("session.update.back", lang, n=step.back))
    line = t(f"session.update.{step.what}", lang, step=_title(found, step))
    return f"{line} ({'; '.join(parts)})" if parts else line


def _title(found: Update, step: StepUpdate) -> str:
    lang = found.book.session.lang
    own = found.scenario.step_by_id.get(step.id)
    if own is not None and step.what != "gone":
        return found.scenario.text(own.title, lang)
    before = found.book.scenario.step_by_id.get(step.was)
    return found.book.scenario.text(before.title, lang) if before is not None else step.id
