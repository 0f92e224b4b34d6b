"""Writers of sample documents in every format: paragraphs and spanned tables in, bytes out; no reader is involved."""
