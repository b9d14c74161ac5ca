"""A PDF file, opened."""

from __future__ import annotations

import ctypes

from tracker.reading.pdf import library

_PASSWORD, _SECURITY = 4, 5
_AS_SHOWN, _FLATTENED = 0, 1  # FLAT_NORMALDISPLAY and FLATTEN_SUCCESS of fpdf_flatten.h
_REASONS = {  # FPDF_ERR_… of fpdfview.h
    1: "Unknown error",
    2: "File access error",
    3: "Data format error",
    _PASSWORD: "Incorrect password error",
    _SECURITY: "Unsupported security scheme error",
    6: "Page not found or content error",
}


class NotOpened(Exception):
    """PDFium cannot open the file; the message is PDFium's reason."""

    def __init__(self, code: int) -> None:
        super().__init__(_REASONS.get(code, f"error {code}"))
        self.protected = code in (_PASSWORD, _SECURITY)


class Document:
    """The bytes of a PDF file, as PDFium sees them. Raises NotOpened."""

    def __init__(self, data: bytes) -> None:
        self._data = data  # PDFium reads it as pages are asked for
        handle = library.load_document(data, len(data), None)
        if not handle:
            raise NotOpened(library.last_error())
        self._handle = ctypes.c_void_p(handle)
        self.pages: int = library.page_count(self._handle)
        self._is_form = library.form_type(self._handle) > 0

    def close(self) -> None:
        library.close_document(self._handle)

    def created(self) -> str:
        """Its date of creation, as the file writes it; empty when it names none."""
        size = library.meta_text(self._handle, b"CreationDate", None, 0)
        buffer = ctypes.create_string_buffer(size)
        library.meta_text(self._handle, b"CreationDate", buffer, size)
        return buffer.raw[:-2].decode("utf-16-le", "replace")

    def page(self, number: int) -> ctypes.c_void_p | None:
        """The page `number`, from 1; None when the page tree names one that the file does not hold.

        On that of a form stands what its fields were filled with.
        """
        page = self._load(number)
        if page and self._is_form and library.flatten_page(page, _AS_SHOWN) == _FLATTENED:
            library.close_page(page)
            return self._load(number)
        return page

    def _load(self, number: int) -> ctypes.c_void_p | None:
        handle = library.load_page(self._handle, number - 1)
        return ctypes.c_void_p(handle) if handle else None
