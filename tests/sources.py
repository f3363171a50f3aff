"""Makes files as they come: pages, a PDF, a Word file, mails, feeds."""

import io

ARTICLE = (
    "<p>Secretary of State <b>Antony Blinken</b> warned China on Thursday against <a href='z'>military aid</a> to "
    "Russia.</p><p>China's foreign ministry rejected the warning. It said that Beijing would respond.</p>"
)
WORDS = (
    "Secretary of State Antony Blinken warned China on Thursday against military aid to Russia.\n"
    "China's foreign ministry rejected the warning. It said that Beijing would respond."
)


def page(head: str = "", *, more: str = "", article: str = ARTICLE, title: str = "U.S. warns China") -> str:
    """A page with an article between a menu and a footer."""
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="Example Wire">{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title}</h1>{more}{article}</article><footer>Copyright 2024 Example</footer></body></html>"
    )


def pdf(*lines: str, title: str = "") -> bytes:
    """A PDF of one page with these lines of text, made on some day."""
    text = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 72 720 Td 14 TL {text} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) /CreationDate (D:20240101) >>",
    ]
    out, offsets = b"%PDF-1.4\n", list[int]()
    for number, one in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode()
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{entries}trailer << /Size {size} /Root 1 0 R /Info 6 0 R >>\n"
            f"startxref\n{len(out)}\n%%EOF"
        ).encode()
    )


def docx(*paragraphs: str, title: str = "") -> bytes:
    """A Word file with these paragraphs and a table of two cells."""
    from docx import Document  # noqa: PLC0415

    document = Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Japan", "imposed sanctions"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rss(*items: str, title: str = "Example Feed") -> str:
    """An RSS feed with these items."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def item(
    number: int, text: str, *, published: str | None = "Thu, 17 Mar 2022 10:00:00 +0300", link: str | None = None
) -> str:
    """One item of an RSS feed."""
    date = f"<pubDate>{published}</pubDate>" if published else ""
    return (
        f"<item><guid>{number}</guid><link>{link or f'https://feed.example/{number}'}</link>"
        f"<title>Item {number}</title>{date}<description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    )
