"""One reader per format: ``read(job)`` gives an ``ExhibitText`` or raises why not.

Readers run in the limited process of ``qantar.intake.worker`` and nowhere else, but for
plain text. They write nothing, fetch nothing, execute nothing.
"""
