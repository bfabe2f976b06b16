"""The review pack: what a committee reads, every figure traceable to its run.

:func:`~transit.report.pack.review_pack` makes it of :class:`~transit.report.evidence.Evidence`,
:func:`~transit.report.easy.easy_read` the easy-read summary; both are booklets, which
:func:`~transit.report.files.file_of` writes as Word or PDF.
"""
