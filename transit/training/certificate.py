"""What a certificate says: the journey that was learnt, and what was shown on it. No name."""

from pathlib import Path

from transit.errors import InputError
from transit.model.abilities import Level
from transit.plan.certificate import Learnt, make_certificate
from transit.plan.docx import docx_of
from transit.plan.pdf import pdf_of
from transit.present.words import Words
from transit.read.printing import LANGUAGE, read_print_words, read_symbols
from transit.store.private_file import write_private
from transit.training.desk import TrainingDesk, signed_off_plan


def learnt_of(desk: TrainingDesk, code: str, words: Words) -> Learnt:
    """Return what the certificate of a signed-off course says.

    Parameters
    ----------
    desk
        The desk.
    code
        Code of the course, such as ``TC3``.
    words
        The language; what it does not call by a name of its own is called as in the catalogue.

    Returns
    -------
    Learnt
        Where to, when, and what was shown alone; the name is written in by hand.

    Raises
    ------
    StoreError
        There is no such course, or no sign-off of it counts.
    """
    _, made, plan = signed_off_plan(desk, code)
    shown = tuple(
        words.say("skill", name) if words.has("skill", name) else skill.label
        for name, skill in desk.catalogue.skills.items()
        if made.levels.get(name) is Level.ALONE
    )
    return Learnt(
        venue=plan.latest.plan.venue, signed_off_on=made.on, skills=shown, trainer=made.by
    )


def certificate_file(
    desk: TrainingDesk, code: str, ending: str = ".pdf", language: str = LANGUAGE
) -> bytes:
    """Return the certificate of a signed-off course as a file.

    Parameters
    ----------
    desk
        The desk.
    code
        Code of the course.
    ending
        ``.pdf`` or ``.docx``.
    language
        What it is in.

    Returns
    -------
    bytes
        One page.

    Raises
    ------
    InputError
        Another ending, or no such language.
    StoreError
        There is no such course, or no sign-off of it counts.
    """
    writers = {".pdf": pdf_of, ".docx": docx_of}
    if ending not in writers:
        raise InputError(f"a certificate ends in .pdf or .docx, not {ending!r}")
    words = Words(read_print_words(language))
    learnt = learnt_of(desk, code, words)
    return writers[ending](make_certificate(learnt, words, read_symbols()))


def write_certificate(desk: TrainingDesk, code: str, out: Path, language: str = LANGUAGE) -> None:
    """Write the certificate of a signed-off course to a file, whole or not at all.

    Parameters
    ----------
    desk
        The desk.
    code
        Code of the course.
    out
        File to write, .pdf or .docx; replaced where it is there.
    language
        What it is in.

    Raises
    ------
    StoreError
        There is no such sign-off, or the file cannot be written.
    """
    content = certificate_file(desk, code, out.suffix.lower(), language)
    write_private(out, content)
