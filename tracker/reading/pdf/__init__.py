"""The pages of a PDF: which words stand where.

Taken off by a process that imports as little as it can, for starting it is most of the time that the
first short report takes: no dataclasses, no regular expressions, and none of pypdfium2 but its library.
"""
