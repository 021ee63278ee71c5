"""The nouns: frozen values without input or output.

Start at ``statement``. Stages meet only here, so that each can be measured alone.
"""
