"""PDFium's C functions (public/fpdfview.h, fpdf_text.h, fpdf_edit.h and more), called directly.

pypdfium2 brings the library. Its own Python around it takes as long to import as dozens of pages to
read, and triples the cost of a call: thousands are made, each of a fraction of a microsecond.
"""

from __future__ import annotations

import ctypes
import sys
from importlib.machinery import PathFinder

_FILE = {"win32": "pdfium.dll", "darwin": "libpdfium.dylib"}.get(sys.platform, "libpdfium.so")


class _Config(ctypes.Structure):
    """FPDF_LIBRARY_CONFIG, version 2."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("fonts", ctypes.c_void_p),
        ("isolate", ctypes.c_void_p),
        ("slot", ctypes.c_uint),
    )


def _library() -> ctypes.PyDLL:
    """PyDLL keeps the interpreter's lock: one thread is all there is.

    Only a pypdfium2 that was built for a library elsewhere must be imported to tell where.
    """
    package = PathFinder.find_spec("pypdfium2_raw")
    for folder in (package and package.submodule_search_locations) or ():
        try:
            return ctypes.PyDLL(f"{folder}/{_FILE}")
        except OSError:
            continue
    from pypdfium2_raw import bindings  # type: ignore[import-untyped]

    return ctypes.PyDLL(bindings._libs["pdfium"]._name)


_NO_FOLDERS = (ctypes.c_char_p * 1)(None)
"""Of fonts: text is the same without those of the machine, and it would look through them all first."""

_pdfium = _library()
_pdfium.FPDF_InitLibraryWithConfig(ctypes.byref(_Config(2, ctypes.addressof(_NO_FOLDERS))))

load_document = _pdfium.FPDF_LoadMemDocument64
load_document.argtypes = (ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p)
load_document.restype = ctypes.c_void_p
last_error = _pdfium.FPDF_GetLastError
last_error.restype = ctypes.c_ulong
close_document = _pdfium.FPDF_CloseDocument
page_count = _pdfium.FPDF_GetPageCount
meta_text = _pdfium.FPDF_GetMetaText
meta_text.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ulong)
meta_text.restype = ctypes.c_ulong

form_type = _pdfium.FPDF_GetFormType
flatten_page = _pdfium.FPDFPage_Flatten

load_page = _pdfium.FPDF_LoadPage
load_page.restype = ctypes.c_void_p
close_page = _pdfium.FPDF_ClosePage
page_rotation = _pdfium.FPDFPage_GetRotation
page_width = _pdfium.FPDF_GetPageWidthF
page_width.restype = ctypes.c_float
count_objects = _pdfium.FPDFPage_CountObjects

load_text = _pdfium.FPDFText_LoadPage
load_text.restype = ctypes.c_void_p
close_text = _pdfium.FPDFText_ClosePage
count_chars = _pdfium.FPDFText_CountChars
get_text = _pdfium.FPDFText_GetText
loose_char_box = _pdfium.FPDFText_GetLooseCharBox  # these two are called for each line:
font_info = _pdfium.FPDFText_GetFontInfo  # without argtypes a call costs a third
font_size = _pdfium.FPDFText_GetFontSize
font_size.restype = ctypes.c_double
char_matrix = _pdfium.FPDFText_GetMatrix
char_origin = _pdfium.FPDFText_GetCharOrigin
