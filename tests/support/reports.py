"""One report, written as a file of every format."""

from __future__ import annotations

import io
import textwrap
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape

from fpdf import FPDF

Part = tuple[str, int, str] | tuple[str, int, tuple[str, ...]]
"""("heading" | "text" | "item", level, words) or ("row", 0, cells)."""


_TOP, _BOTTOM = 60.0, 780.0  # points


@dataclass(frozen=True)
class Report:
    """A report in parts, and the files that its author may have saved."""

    parts: tuple[Part, ...]

    def txt(self, width: int = 78) -> bytes:
        lines: list[str] = []
        for kind, level, words in self.parts:
            if isinstance(words, tuple):
                lines.append(" | ".join(words))
                continue
            mark = "•–▪"[level] + " " if kind == "item" else ""
            indent = "   " * level if kind == "item" else ""
            lines += [
                "",
                *textwrap.wrap(
                    indent + mark + words, width, subsequent_indent=indent, break_long_words=False
                ),
            ]
        return "\n".join(lines).encode("utf-8")

    def pdf(self) -> bytes:
        document = FPDF(unit="pt", format="A4")
        document.set_auto_page_break(False)
        document.core_fonts_encoding = "windows-1252"  # the fonts that every reader has do know ’ • –
        document.add_page()
        y = _TOP
        for kind, level, words in self.parts:
            document.set_font(
                "Helvetica", "B" if kind == "heading" else "", 14 - 2 * level if kind == "heading" else 10
            )
            if isinstance(words, tuple):
                y = _room(document, y, 16)
                for number, cell in enumerate(words):
                    document.text(60 + 170 * number, y, cell)
                continue
            y += 16 if kind == "heading" else 8
            indent = 18 * level + (12 if kind == "item" else 0)
            for number, line in enumerate(textwrap.wrap(words, 80)):
                y = _room(document, y, 14)
                if kind == "item" and number == 0:
                    document.text(60 + indent - 12, y, "•–·"[level])
                document.text(60 + indent, y, line)
        return bytes(document.output())

    def html(self) -> bytes:
        return f"<!doctype html><html><body>{self._html()}</body></html>".encode()

    def _html(self) -> str:
        out: list[str] = []
        depth = 0
        table = False
        for kind, level, words in self.parts:
            wanted = level + 1 if kind == "item" else 0
            while depth < wanted:
                out.append("<ul>")
                depth += 1
            while depth > wanted:
                out.append("</ul>")
                depth -= 1
            if table != (kind == "row"):
                table = not table
                out.append("<table>" if table else "</table>")
            if isinstance(words, tuple):
                out.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in words) + "</tr>")
            elif kind == "heading":
                out.append(f"<h{level + 1}>{escape(words)}</h{level + 1}>")
            else:
                out.append(f"<li>{escape(words)}" if kind == "item" else f"<p>{escape(words)}</p>")
        return "\n".join([*out, *["</ul>"] * depth, "</table>" * table])

    def md(self) -> bytes:
        out: list[str] = []
        for at, (kind, level, words) in enumerate(self.parts):
            if isinstance(words, tuple):
                out.append("| " + " | ".join(words) + " |")
                if self.parts[at - 1][0] != "row":
                    out[-1] = "\n" + out[-1]
                    out.append("|---" * len(words) + "|")
            else:
                out.append(
                    "\n"
                    + {"heading": "#" * (level + 1) + " ", "item": "  " * level + "- "}.get(kind, "")
                    + words
                )
        return "\n".join(out).encode("utf-8")

    def docx(self) -> bytes:
        body: list[str] = []
        for at, (kind, level, words) in enumerate(self.parts):
            if isinstance(words, tuple):
                before, after = (
                    self.parts[at - 1][0],
                    self.parts[at + 1][0] if at + 1 < len(self.parts) else "",
                )
                cells = "".join(
                    f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in words
                )
                body.append(
                    "<w:tbl>" * (before != "row") + f"<w:tr>{cells}</w:tr>" + "</w:tbl>" * (after != "row")
                )
                continue
            style = {
                "heading": f'<w:pStyle w:val="Titre{level + 1}"/>',
                "item": f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>',
            }.get(kind, "")
            half = len(words) // 2
            runs = "".join(
                f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>'
                for run in (words[:half], words[half:])
            )
            body.append(f"<w:p><w:pPr>{style}</w:pPr>{runs}</w:p>")
        return docx("".join(body))

    def odt(self) -> bytes:
        body: list[str] = []
        for at, (kind, level, words) in enumerate(self.parts):
            before, after = self.parts[at - 1][0], self.parts[at + 1][0] if at + 1 < len(self.parts) else ""
            if isinstance(words, tuple):
                cells = "".join(
                    f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in words
                )
                body.append(
                    "<table:table>" * (before != "row") + f"<table:table-row>{cells}</table:table-row>"
                )
                body.append("</table:table>" * (after != "row"))
            elif kind == "heading":
                body.append(f'<text:h text:outline-level="{level + 1}">{escape(words)}</text:h>')
            elif kind == "item":
                opened, closed = "<text:list><text:list-item>", "</text:list-item></text:list>"
                body.append(opened * (level + 1) + f"<text:p>{escape(words)}</text:p>" + closed * (level + 1))
            else:
                body.append(f"<text:p>{escape(words)}</text:p>")
        return odt("".join(body))

    def eml(self) -> bytes:
        message = EmailMessage()
        message["From"] = "Nadia Roy <nadia@exemple.org>"
        message["Message-ID"] = "<1@exemple.org>"
        message["Date"] = "Tue, 06 May 2031 09:15:00 -0400"
        message.set_content(self._html(), subtype="html")
        return bytes(message)


def _room(document: FPDF, y: float, down: float) -> float:
    """Where the next line stands, on another page when this one is full."""
    if y + down < _BOTTOM:
        return y + down
    style, size = document.font_style, document.font_size_pt
    document.add_page()
    document.set_font("Helvetica", style, size)
    return _TOP + down


def package(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with this body, and heading styles as a French Word names them."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Titre{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2, 3)
    )
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>",
            **parts,
        }
    )


def odt(body: str, **parts: str) -> bytes:
    """An ODT with this body."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
    )
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content + "</office:document-content>",
            **parts,
        }
    )
