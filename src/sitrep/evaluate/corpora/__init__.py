"""Members of a corpus come in, and the form they have goes out; each form is a file of this folder."""

from __future__ import annotations

from sitrep.evaluate.corpora import (
    actor_codes,
    ecbplus,
    factuality,
    gum,
    gva,
    muc,
    plover,
    polnear,
    roles,
    timeml,
    toponyms,
    worldwide,
)
from sitrep.evaluate.corpora.form import Form
from sitrep.evaluate.members import Member

__all__ = ["FORMS", "Form", "recognise"]

FORMS: tuple[Form, ...] = (
    timeml.FORM,
    toponyms.FORM,
    gum.FORM,
    polnear.FORM,
    plover.GSR,
    plover.PLV,
    gva.FORM,
    gva.INCIDENTS,
    ecbplus.FORM,
    actor_codes.FORM,
    roles.FORM,
    muc.FORM,
    factuality.FORM,
    worldwide.FORM,
)


def recognise(member: Member) -> Form | None:
    """The form of ``member``, by its content; None where it has none that is known."""
    return next((form for form in FORMS if form.recognises(member)), None)
