"""Papers as a city hands them in: PDFs small enough to be read by eye."""


def pdf(*texts):
    """A PDF with one page a text."""
    parts = ["<< /Type /Catalog /Pages 2 0 R >>",
             f"<< /Type /Pages /Count {len(texts)} /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(len(texts)))}] >>",
             "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for number, text in enumerate(texts):
        drawn = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET"
        parts += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
                  "/Resources << /Font << /F1 3 0 R >> >> >>",
                  f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream"]
    text, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (f"{text}xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n"
            f"<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n").encode()
